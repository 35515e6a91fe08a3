#include "tests/common/support/edge.h"

#include <string.h>
#include "common/tls.h"

#ifdef ERRNOTICE_TLS
#error these tests are of a build without OpenSSL; real handshakes are in tests/e2e/test_redis_tls.py
#endif

static void without_openssl_tls_is_refused_and_the_library_named(void **state)
{
	struct errnotice_redis_url url;
	struct errnotice_err err = {""};

	assert_true(errnotice_redis_url_parse(&url, "rediss://h", &err));
	assert_false(errnotice_tls_allows(&url, &err));
	assert_non_null(strstr(err.text, "libssl"));
	assert_null(errnotice_tls_trust_new(&url, NULL));
}

static void without_openssl_a_url_in_clear_is_fine(void **state)
{
	struct errnotice_redis_url url;
	struct errnotice_err err = {""};

	assert_true(errnotice_redis_url_parse(&url, "sentinel://h/m", &err));
	assert_true(errnotice_tls_allows(&url, &err));
	assert_string_equal(err.text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_openssl_tls_is_refused_and_the_library_named),
		cmocka_unit_test(without_openssl_a_url_in_clear_is_fine),
	};

	return cmocka_run_group_tests_name("tls", tests, NULL, NULL);
}
