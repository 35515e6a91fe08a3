#include "tests/common/support/edge.h"

#include <string.h>
#include "common/text.h"

#define BAD "\xEF\xBF\xBD"

static void cleans(const char *data, size_t len, const char *expected)
{
	char into[256];
	size_t used = errnotice_text_clean(into, sizeof into, edge_copy(data, len), len);

	assert_int_equal(used, strlen(expected));
	assert_memory_equal(into, expected, used);
}

static void well_formed_text_stays_as_it_is(void **state)
{
	cleans("", 0, "");
	cleans("shop", 4, "shop");
	cleans("下单失败 é 🛒", strlen("下单失败 é 🛒"), "下单失败 é 🛒");
	cleans("\xF4\x8F\xBF\xBF", 4, "\xF4\x8F\xBF\xBF"); /* U+10FFFF */
}

static void each_bad_byte_becomes_one_replacement(void **state)
{
	cleans("a\xFFz", 3, "a" BAD "z");
	cleans("a\0z", 3, "a" BAD "z");
	cleans("\xC0\xAF", 2, BAD BAD);                 /* overlong / */
	cleans("\xE0\x80\xAF", 3, BAD BAD BAD);         /* overlong */
	cleans("\xED\xA0\x80", 3, BAD BAD BAD);         /* a surrogate */
	cleans("\xF4\x90\x80\x80", 4, BAD BAD BAD BAD); /* above U+10FFFF */
	cleans("\xF0\x9F\x9B", 3, BAD BAD BAD);         /* cut short by the end */
	cleans("\xE4\xB8"
	       "A",
		3, BAD BAD "A"); /* cut short by another */
}

static void what_does_not_fit_is_left_out_at_a_character(void **state)
{
	char into[8];

	assert_int_equal(errnotice_text_clean(into, 8, "下单失败", 12), 6);
	assert_int_equal(errnotice_text_clean(into, 0, "a", 1), 0);
	assert_int_equal(errnotice_text_clean(into, 2, "\xFF", 1), 0);
}

static void ten_megabytes_cost_what_fits(void **state)
{
	char into[4], *far = edge_copy("abcd", 4); /* reading past it would crash */

	assert_int_equal(errnotice_text_clean(into, 4, far, 10 * 1024 * 1024), 4);
}

static void a_cut_falls_between_characters(void **state)
{
	assert_int_equal(errnotice_text_cut("abc", 3, 5), 3);
	assert_int_equal(errnotice_text_cut("abc", 3, 2), 2);
	assert_int_equal(errnotice_text_cut("下单", 6, 5), 3);
	assert_int_equal(errnotice_text_cut("下单", 6, 2), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_formed_text_stays_as_it_is),
		cmocka_unit_test(each_bad_byte_becomes_one_replacement),
		cmocka_unit_test(what_does_not_fit_is_left_out_at_a_character),
		cmocka_unit_test(ten_megabytes_cost_what_fits),
		cmocka_unit_test(a_cut_falls_between_characters),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
