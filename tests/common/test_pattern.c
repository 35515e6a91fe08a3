#include "tests/common/support/edge.h"

#include <string.h>
#include "common/glob.h"
#include "common/pattern.h"

#define NONE  ERRNOTICE_MATCH_NONE
#define ANY   ERRNOTICE_MATCH_ANY
#define NAMED ERRNOTICE_MATCH_NAMED

static struct errnotice_codes *codes_of(const char *list)
{
	struct errnotice_err err = {""};
	struct errnotice_codes *codes =
		errnotice_codes_parse(edge_copy(list, strlen(list)), strlen(list), &err);

	assert_string_equal(err.text, "");
	assert_non_null(codes);
	return codes;
}

static void codes_match_as_documented(void **state)
{
	static const struct {
		const char *list, *code;
		enum errnotice_match exception, fatal;
	} rows[] = {
		{"", "10012", NONE, NONE},
		{"500", "500", NAMED, NONE},
		{"500", "0500", NONE, NONE},
		{"500", "501", NONE, NONE},
		{"-5", "-5", NAMED, NONE},
		{"10000-10999", "10000", NAMED, NONE},
		{"10000-10999", "10999", NAMED, NONE},
		{"10000-10999", "11000", NONE, NONE},
		{"-20--10", "-15", NAMED, NONE},
		{"-10-10", "5", NAMED, NONE},
		{"1-5,4-9,20", "7", NAMED, NONE},
		{"1-5,4-9,20", "15", NONE, NONE},
		{"42S02 ORDER_404", "42S02", NAMED, NONE},
		{"42S02 ORDER_404", "42s02", NONE, NONE},
		{"ORDER_*", "ORDER_404", NAMED, NONE},
		{"ORDER_*", "PREORDER_404", NONE, NONE},
		{"*_PAY_*", "APP_PAY_1", NAMED, NONE},
		{"08006", "08006", NAMED, NONE},
		{"08006", "8006", NONE, NONE},
		{"1-9999", "08006", NONE, NONE},
		{"-0", "-0", NAMED, NONE},
		{"-10-10", "0", NONE, NONE},
		{"E_ERROR", "E_ERROR", NONE, NAMED},
		{"E_*", "E_PARSE", NONE, NAMED},
		{"ORDER_*", "E_ERROR", NONE, NONE},
		{"*", "anything", ANY, ANY},
		{"*", "0", ANY, ANY},
		{"*, 500", "500", NAMED, ANY},
		{"0", "0", NAMED, NONE},
		{"0", "", NAMED, NONE},
		{"500", "", NONE, NONE},
		{"9223372036854775807", "9223372036854775807", NAMED, NONE},
		{"-9223372036854775808--1", "-9223372036854775808", NAMED, NONE},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_codes *codes = codes_of(rows[i].list);
		struct errnotice_span code =
			errnotice_span(edge_copy(rows[i].code, strlen(rows[i].code)), strlen(rows[i].code));

		assert_int_equal(errnotice_codes_match_exception(codes, code), rows[i].exception);
		assert_int_equal(errnotice_codes_match_fatal(codes, code), rows[i].fatal);
		assert_int_equal(errnotice_codes_empty(codes), rows[i].list[0] == '\0');
		errnotice_codes_free(codes);
	}
}

static void a_list_that_does_not_parse_names_item_and_place(void **state)
{
	static const struct {
		const char *list, *error;
	} rows[] = {
		{"500, 10-", "\"10-\" at 6: a range without an end"},
		{"9-5", "\"9-5\" at 1: a range that runs backwards"},
		{"1; ORDER_*", "\"1;\" at 1: codes are separated by commas or spaces"},
		{"1 007-9",
			"\"007-9\" at 3: the range's start is not a number of 64 bits without leading zeros"},
		{"9223372036854775808", "\"9223372036854775808\" at 1: not a number"},
		{"1-2-3", "\"1-2-3\" at 1: the range's end"},
		{"-", "\"-\" at 1: not a number"},
		{"A\xE5", "\"A\" at 1: a character outside printable ASCII follows"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_err err = {""};

		assert_null(errnotice_codes_parse(rows[i].list, strlen(rows[i].list), &err));
		assert_non_null(strstr(err.text, rows[i].error));
	}
}

static void a_number_that_php_ini_made_of_a_constant_is_noticed(void **state)
{
	static const struct {
		const char *list;
		int number;
	} rows[] = {{"1", 1}, {"10012, 256", 256}, {"32767", 32767}, {"E_ERROR", 0}, {"3 10012 0", 0},
		{"1-4", 0}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_codes *codes = codes_of(rows[i].list);

		assert_int_equal(errnotice_codes_suspicious_number(codes), rows[i].number);
		errnotice_codes_free(codes);
	}
}

static void names_match_as_php_compares_classes(void **state)
{
	static const struct {
		const char *list, *name;
		enum errnotice_match match;
	} rows[] = {
		{"TypeError", "typeerror", NAMED},
		{"\\App\\Order\\Failed", "App\\Order\\Failed", NAMED},
		{"App\\Order\\*", "App\\Order\\Deep\\Failed", NAMED},
		{"App\\Order\\*", "App\\OrderFailed", NONE},
		{"shop-*, blog", "shop-eu", NAMED},
		{"*", "x", ANY},
		{"", "x", NONE},
		{"订单\\*", "订单\\失败", NAMED},
		{"class@anonymous", "class@anonymous", NAMED},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_err err = {""};
		struct errnotice_names *names =
			errnotice_names_parse(rows[i].list, strlen(rows[i].list), &err);

		assert_non_null(names);
		assert_int_equal(
			errnotice_names_match(names, errnotice_span_of(rows[i].name)), rows[i].match);
		errnotice_names_free(names);
	}
}

static void an_anonymous_class_goes_by_what_stands_before_the_nul(void **state)
{
	static const char name[] = "App\\Base@anonymous\0/var/www/a.php:3$0";
	struct errnotice_names *names = errnotice_names_parse("App\\Base@anonymous", 18, NULL);

	assert_int_equal(errnotice_names_match(names, errnotice_span(name, sizeof name - 1)), NAMED);
	errnotice_names_free(names);
}

static void a_name_with_a_quote_is_refused(void **state)
{
	struct errnotice_err err = {""};

	assert_null(errnotice_names_parse("App\\A, \"B\"", 10, &err));
	assert_string_equal(err.text, "\"\"B\"\" at 8: not a name");
}

/* Were each star tried against each rest, this would outlast the test. */
static void many_stars_take_no_time(void **state)
{
	char text[4096], pattern[129];

	memset(text, 'a', sizeof text);
	for (size_t i = 0; i < 128; i += 2)
		memcpy(pattern + i, "*a", 2);
	pattern[128] = 'b';
	assert_false(
		errnotice_glob_match(errnotice_span(pattern, 129), errnotice_span(text, sizeof text), false));
	assert_true(
		errnotice_glob_match(errnotice_span(pattern, 128), errnotice_span(text, sizeof text), false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_match_as_documented),
		cmocka_unit_test(a_list_that_does_not_parse_names_item_and_place),
		cmocka_unit_test(a_number_that_php_ini_made_of_a_constant_is_noticed),
		cmocka_unit_test(names_match_as_php_compares_classes),
		cmocka_unit_test(an_anonymous_class_goes_by_what_stands_before_the_nul),
		cmocka_unit_test(a_name_with_a_quote_is_refused),
		cmocka_unit_test(many_stars_take_no_time),
	};

	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
