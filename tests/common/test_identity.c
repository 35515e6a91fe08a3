#include "tests/common/support/edge.h"

#include "common/fingerprint.h"
#include "common/uuid.h"

static void an_id_begins_with_its_time_and_says_version_seven(void **state)
{
	unsigned char random[10], bytes[16];
	char id[ERRNOTICE_UUID_LEN + 1];

	memset(random, 0xFF, sizeof random);
	errnotice_uuid_format(id, INT64_C(0x0123456789AB), random);
	assert_string_equal(id, "01234567-89ab-7fff-bfff-ffffffffffff");
	assert_true(errnotice_uuid_parse(bytes, id, strlen(id)));
	assert_memory_equal(bytes, "\x01\x23\x45\x67\x89\xAB\x7F\xFF\xBF", 9);
}

static void what_is_no_id_is_not_taken(void **state)
{
	static const char *const bad[] = {"", "0123456789ab7fffbfffffffffffffff0000",
		"01234567-89ab-7fff-bfff-fffffffffff", "01234567-89ab-7fff-bfff-ffffffffffffa",
		"01234567-89ab-7fff-bfff-fffffffffffg", "01234567x89ab-7fff-bfff-ffffffffffff"};
	unsigned char bytes[16];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(errnotice_uuid_parse(bytes, edge_copy(bad[i], strlen(bad[i])), strlen(bad[i])));
	assert_true(errnotice_uuid_parse(bytes, "01234567-89AB-7FFF-BFFF-FFFFFFFFFFFF", 36));
}

static uint64_t of(
	const char *app, const char *env, const char *cls, size_t cls_len, const char *code, const char *site)
{
	return errnotice_fingerprint(errnotice_span_of(app), errnotice_span_of(env),
		errnotice_span(cls, cls_len), errnotice_span_of(code), errnotice_span_of(site));
}

static void a_fingerprint_is_the_published_hash(void **state)
{
	char text[ERRNOTICE_FP_LEN + 1];

	/* FNV-1a 64 of four NULs, and of the five parts joined by NUL, computed apart with its definition */
	errnotice_fingerprint_format(text, of("", "", "", 0, "", ""));
	assert_string_equal(text, "4d25767f9dce13f5");
	errnotice_fingerprint_format(
		text, of("shop", "pro", "App\\OrderException", 18, "10012", "App\\Order::pay"));
	assert_string_equal(text, "a750bcd39c6ad155");
}

static void the_path_in_an_anonymous_class_is_no_part_of_it(void **state)
{
	static const char one[] = "App\\Base@anonymous\0/var/www/a.php:3$0",
			  other[] = "App\\Base@anonymous\0/srv/b.php:9$1";

	assert_true(of("a", "b", one, sizeof one - 1, "1", "s")
		    == of("a", "b", other, sizeof other - 1, "1", "s"));
	assert_true(of("a", "b", "App", 3, "1", "s") != of("a", "bApp", "", 0, "1", "s"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_begins_with_its_time_and_says_version_seven),
		cmocka_unit_test(what_is_no_id_is_not_taken),
		cmocka_unit_test(a_fingerprint_is_the_published_hash),
		cmocka_unit_test(the_path_in_an_anonymous_class_is_no_part_of_it),
	};

	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
