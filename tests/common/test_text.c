#include "tests/common/support/edge.h"

#include <stdbool.h>
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

static void a_line_holds_nothing_that_a_terminal_obeys(void **state)
{
	static const char text[] = "下单\x1b[31m\r\n\x7f\xC2\x80\xC2\x9F\xC2\xA0é\xFF";
	static const char expected[] = "下单?[31m????" /* U+0080 and U+009F are one each */
				       "?\xC2\xA0é" BAD;
	char into[64];
	size_t used = errnotice_text_line(into, sizeof into, edge_copy(text, strlen(text)), strlen(text));

	assert_int_equal(used, strlen(expected));
	assert_memory_equal(into, expected, used);
	for (size_t room = 0; room < used; room++)
		assert_true(errnotice_text_line(into, room, text, strlen(text)) <= room);
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

enum { LONG = 41 }; /* some words of eight and a rest */

/* Plain text of `len` bytes that ends right before a page which cannot be read, with `c` at `at`. */
static char *plain_but_for(size_t len, size_t at, unsigned char c)
{
	char text[LONG];

	for (size_t i = 0; i < len; i++)
		text[i] = (char)(' ' + (i * 7) % 0x5F);
	for (size_t i = 0; i < len; i++)
		if (text[i] == '"' || text[i] == '\\')
			text[i] = '~';
	if (at < len)
		text[at] = (char)c;
	return edge_copy(text, len);
}

static void a_plain_prefix_ends_at_the_first_other_byte(void **state)
{
	for (size_t len = 0; len <= LONG; len++)
		for (size_t at = 0; at < len + !len; at++)
			for (unsigned c = 0; c < 256; c++) {
				bool plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
				size_t expected = plain || at >= len ? len : at;

				assert_int_equal(
					errnotice_text_plain(plain_but_for(len, at, (unsigned char)c), len),
					expected);
			}
}

static void a_bad_byte_is_found_wherever_it_stands(void **state)
{
	char into[LONG + 2];

	for (size_t len = 1; len <= LONG; len++)
		for (size_t at = 0; at < len; at++) {
			char *text = plain_but_for(len, at, 0xFF);

			assert_int_equal(errnotice_text_clean(into, sizeof into, text, len), len + 2);
			assert_memory_equal(into, text, at);
			assert_memory_equal(into + at, BAD, 3);
			assert_memory_equal(into + at + 3, text + at + 1, len - at - 1);
		}
}

static void nothing_is_written_behind_the_room(void **state)
{
	for (size_t room = 0; room <= LONG; room++) {
		char into[LONG + 8], *text = plain_but_for(LONG, LONG, 0);

		memset(into, '#', sizeof into);
		assert_int_equal(errnotice_text_clean(into, room, text, LONG), room);
		assert_memory_equal(into, text, room);
		assert_memory_equal(into + room, "########", 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_formed_text_stays_as_it_is),
		cmocka_unit_test(each_bad_byte_becomes_one_replacement),
		cmocka_unit_test(a_line_holds_nothing_that_a_terminal_obeys),
		cmocka_unit_test(what_does_not_fit_is_left_out_at_a_character),
		cmocka_unit_test(ten_megabytes_cost_what_fits),
		cmocka_unit_test(a_cut_falls_between_characters),
		cmocka_unit_test(a_plain_prefix_ends_at_the_first_other_byte),
		cmocka_unit_test(a_bad_byte_is_found_wherever_it_stands),
		cmocka_unit_test(nothing_is_written_behind_the_room),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
