#include "consumer/zone_rule.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 86400 };

static bool read_int(const char **at, int most, int *value)
{
	if (!isdigit((unsigned char)**at)) {
		return false;
	}
	char *end;
	long number = strtol(*at, &end, 10);
	*at = end;
	*value = (int)number;
	return number <= most;
}

/* [+-]h[:mm[:ss]] */
static bool read_time(const char **at, int *seconds)
{
	int sign = **at == '-' ? -1 : 1, hours, part, unit = 60;
	*at += **at == '-' || **at == '+';
	if (!read_int(at, 167, &hours)) {
		return false;
	}
	*seconds = hours * 3600;
	while (**at == ':' && unit > 0) {
		++*at;
		if (!read_int(at, 59, &part)) {
			return false;
		}
		*seconds += part * unit;
		unit /= 60;
	}
	*seconds *= sign;
	return true;
}

static bool skip_name(const char **at)
{
	const char *start = *at;
	if (*start == '<') {
		*at = strchr(start, '>');
		*at = *at ? *at + 1 : start;
		return *at != start;
	}
	while (isalpha((unsigned char)**at)) {
		++*at;
	}
	return *at - start >= 3;
}

static bool expect(const char **at, char c)
{
	bool there = **at == c;
	*at += there;
	return there;
}

static bool read_change(const char **at, struct zone_change *change)
{
	change->at_s = 2 * 3600;
	return expect(at, ',') && expect(at, 'M') && read_int(at, 12, &change->month) && expect(at, '.')
	       && read_int(at, 5, &change->week) && expect(at, '.') && read_int(at, 6, &change->day)
	       && (**at != '/' || (expect(at, '/') && read_time(at, &change->at_s)));
}

bool zone_rule_parse(struct zone_rule *rule, const char *text)
{
	const char *at = text;
	int west;

	*rule = (struct zone_rule){0};
	if (!skip_name(&at) || !read_time(&at, &west)) {
		return false;
	}
	rule->standard_s = -west;
	if (!*at) {
		return true;
	}
	rule->has_summer = true;
	rule->summer_s = rule->standard_s + 3600;
	if (!skip_name(&at)) {
		return false;
	}
	if (*at != ',') {
		if (!read_time(&at, &west)) {
			return false;
		}
		rule->summer_s = -west;
	}
	return read_change(&at, &rule->begin) && read_change(&at, &rule->end) && !*at && rule->begin.month > 0
	       && rule->end.month > 0 && rule->begin.week > 0 && rule->end.week > 0;
}

/* --- the calendar --- */

/* Days from 1970-01-01 to a date of the proleptic Gregorian calendar. */
static int64_t days_to(int64_t year, int month, int day)
{
	int64_t shifted = month <= 2 ? year - 1 : year;
	int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400, year_of_era = shifted - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static int64_t year_of(int64_t unix_s)
{
	int64_t days = (unix_s >= 0 ? unix_s : unix_s - DAY_S + 1) / DAY_S;
	int64_t year = 1970 + days / 366;
	while (days_to(year + 1, 1, 1) <= days) {
		year++;
	}
	while (days_to(year, 1, 1) > days) {
		year--;
	}
	return year;
}

/* When the clock changes in that year, Unix s. */
static int64_t change_at(const struct zone_change *change, int64_t year, int offset_before)
{
	int64_t first = days_to(year, change->month, 1);
	int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
	int64_t day = first + (change->day - weekday + 7) % 7 + 7 * (change->week - 1);
	int64_t next_month =
		change->month == 12 ? days_to(year + 1, 1, 1) : days_to(year, change->month + 1, 1);

	while (day >= next_month) {
		day -= 7;
	}
	return day * DAY_S + change->at_s - offset_before;
}

int zone_rule_offset(const struct zone_rule *rule, int64_t unix_s)
{
	if (!rule->has_summer) {
		return rule->standard_s;
	}
	int64_t year = year_of(unix_s + rule->standard_s);
	int64_t begin = change_at(&rule->begin, year, rule->standard_s);
	int64_t end = change_at(&rule->end, year, rule->summer_s);
	/* south of the equator it goes over new year */
	bool summer = begin < end ? unix_s >= begin && unix_s < end : unix_s >= begin || unix_s < end;
	return summer ? rule->summer_s : rule->standard_s;
}
