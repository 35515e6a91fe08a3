#include "tests/common/support/edge.h"

#include <string.h>
#include "common/err.h"

static void the_first_error_wins(void **state)
{
	struct errnotice_err err = {""};

	assert_false(errnotice_err_set(&err, "port %d", 70000));
	assert_false(errnotice_err_set(&err, "another"));
	assert_string_equal(err.text, "port 70000");
	assert_false(errnotice_err_set(NULL, "nobody listens"));
}

static void a_value_brings_no_line_or_colour_of_its_own(void **state)
{
	struct errnotice_err err = {""};

	errnotice_err_set(&err, "\"%s\" is bad",
		"a\r\nb\x1B[31m\xC2\x9B"
		"4m\xFF");
	assert_string_equal(err.text, "\"a??b?[31m?4m\xEF\xBF\xBD\" is bad");
}

static void a_long_text_is_cut_and_stays_well_formed(void **state)
{
	struct errnotice_err err = {""};
	char value[3 * 300 + 1] = "";

	for (int i = 0; i < 300; i++)
		memcpy(value + 3 * i, "单", 3);
	errnotice_err_set(&err, "x%s", value);
	assert_in_range(strlen(err.text), sizeof err.text - 12, sizeof err.text - 1);
	assert_memory_equal(err.text, "x单单", 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_error_wins),
		cmocka_unit_test(a_value_brings_no_line_or_colour_of_its_own),
		cmocka_unit_test(a_long_text_is_cut_and_stays_well_formed),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
