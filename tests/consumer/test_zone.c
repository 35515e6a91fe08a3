/* Offsets of time zones: the table, the rule behind it, and files that are none. */
#include "check.h"
#include <time.h>
#include "consumer/zone.h"
#include "consumer/zone_rule.h"

/* Where this host has the zones, the C library is the judge. */
static void offsets_are_those_of_the_c_library(void **state)
{
	static const char *const names[] = {"Asia/Shanghai", "Europe/Berlin", "America/New_York",
		"Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia",
		"Asia/Kathmandu", "UTC"};
	int compared = 0;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct errnotice_err err = {0};
		struct zone *zone = zone_open(names[i], &err);
		if (!zone) {
			continue;
		}
		setenv("TZ", names[i], 1);
		tzset();
		for (int64_t at = -1000000000; at < 8000000000; at += 12345678) {
			time_t libc_at = (time_t)at;
			struct tm tm;
			localtime_r(&libc_at, &tm);
			assert_int_equal(zone_offset(zone, at), tm.tm_gmtoff);
			compared++;
		}
		zone_free(zone);
	}
	if (!compared) {
		skip();
	}
}

static void rules_are_read(void **state)
{
	struct zone_rule rule;
	assert_true(zone_rule_parse(&rule, "CST-8"));
	assert_int_equal(zone_rule_offset(&rule, 0), 28800);
	assert_true(zone_rule_parse(&rule, "<+0330>-3:30"));
	assert_int_equal(zone_rule_offset(&rule, 0), 12600);
	assert_true(zone_rule_parse(&rule, "CET-1CEST,M3.5.0,M10.5.0/3"));
	assert_int_equal(zone_rule_offset(&rule, 1679792399), 3600); /* 2023-03-26 00:59:59 UTC */
	assert_int_equal(zone_rule_offset(&rule, 1679792400), 7200);
	assert_int_equal(zone_rule_offset(&rule, 1698541199), 7200); /* 2023-10-29 00:59:59 UTC */
	assert_int_equal(zone_rule_offset(&rule, 1698541200), 3600);
	assert_true(zone_rule_parse(&rule, "AEST-10AEDT,M10.1.0,M4.1.0/3"));
	assert_int_equal(zone_rule_offset(&rule, 1704067200), 39600); /* New Year is in summer */
}

static void what_is_no_rule_is_refused(void **state)
{
	static const char *const bad[] = {"", "C", "CST", "<CST-8", "CST-8CDT", "CST-8CDT,M3.5",
		"CST-8CDT,M13.5.0,M10.5.0", "CST-8CDT,M0.5.0,M10.5.0", "CST-8CDT,M3.0.0,M10.5.0",
		"CST-8CDT,J60,J300", "CST-200", "CET-1CEST,M3.5.0,M10.5.0/3x"};
	struct zone_rule rule;
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_false(zone_rule_parse(&rule, bad[i]));
	}
}

static void what_is_no_zone_file_is_refused(void **state)
{
	unsigned char data[256] = "TZif2";
	struct errnotice_err err = {0};
	for (size_t len = 0; len <= sizeof(data); len++) {
		assert_null(zone_parse(data, len, &err));
	}
	assert_null(zone_open("No/Such", &err));
	memset(data + 5, 0xff, sizeof(data) - 5);
	assert_null(zone_parse(data, sizeof(data), &err));
}

static void times_are_shown_with_their_offset(void **state)
{
	char text[ZONE_TEXT];
	zone_format(text, NULL, 1795543210);
	assert_string_equal(text, "2026-11-24 18:00:10 +00:00");
	zone_format(text, NULL, INT64_MAX); /* no such year */
	assert_true(*text);
}

static void a_month_ends_by_the_zones_clock(void **state)
{
	struct errnotice_err err = {0};
	struct zone *shanghai = zone_open("Asia/Shanghai", &err), *berlin = zone_open("Europe/Berlin", &err);
	char text[ZONE_TEXT];

	assert_int_equal(zone_month_end(NULL, 1795543210), 1796083200); /* 2026-12-01 */
	assert_int_equal(zone_month_end(NULL, 1798761599), 1798761600); /* a year ends with it */
	assert_int_equal(zone_month_end(NULL, 1798761600), 1801440000);
	assert_non_null(shanghai);
	assert_non_null(berlin);
	assert_int_equal(zone_month_end(shanghai, 1796054399), 1796054400);
	zone_format(text, shanghai, zone_month_end(shanghai, 1796054400));
	assert_string_equal(text, "2027-01-01 00:00:00 +08:00");
	zone_format(text, berlin, zone_month_end(berlin, 1791000000)); /* October begins in summer */
	assert_string_equal(text, "2026-11-01 00:00:00 +01:00");
	zone_free(shanghai);
	zone_free(berlin);
}

/* When the clock of `zone` first shows that or later, found minute by minute. */
static int64_t find_first(const struct zone *zone, int64_t local_s)
{
	int64_t at = local_s - 15 * 3600;

	while (at + zone_offset(zone, at) < local_s) {
		at += 60;
	}
	return at;
}

/* Midnights and quarters around each change of a year: skipped, said twice, by half an hour, at midnight itself. */
static void a_time_of_the_clock_is_its_first_moment(void **state)
{
	static const char *const zones[] = {"UTC", "Asia/Shanghai", "Asia/Kathmandu", "Europe/Berlin",
		"Australia/Lord_Howe", "America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut",
		"Pacific/Kiritimati"};

	for (size_t i = 0; i < COUNT(zones); i++) {
		struct errnotice_err err = {0};
		struct zone *zone = zone_open(zones[i], &err);
		assert_non_null(zone);
		for (int64_t day = 1767225600; day < 1798761600; day += 86400) { /* 2026 */
			bool changes = zone_offset(zone, day - 86400) != zone_offset(zone, day + 86400);
			for (int quarter = 0; quarter < (changes ? 96 : 1); quarter++) {
				int64_t local_s = day + quarter * 900;
				assert_int_equal(zone_unix(zone, local_s), find_first(zone, local_s));
			}
		}
		zone_free(zone);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offsets_are_those_of_the_c_library),
		cmocka_unit_test(rules_are_read),
		cmocka_unit_test(what_is_no_rule_is_refused),
		cmocka_unit_test(what_is_no_zone_file_is_refused),
		cmocka_unit_test(times_are_shown_with_their_offset),
		cmocka_unit_test(a_time_of_the_clock_is_its_first_moment),
		cmocka_unit_test(a_month_ends_by_the_zones_clock),
	};
	return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
