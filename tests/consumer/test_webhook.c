/* The robot's URL: signed, hashed, and not shown. */
#include "check.h"
#include "consumer/deliver/webhook.h"

static void signatures_are_those_of_the_vectors(void **state)
{
	static const struct {
		int64_t at;
		const char *secret, *sign;
	} vectors[] = {
		{1700000000000, "SECdeadbeef", "NCJLKINTABhx3SnC%2BENZIPZzT1H3juvunEn%2FA3cdKGY%3D"},
		{1577808000000, "this is secret", "ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0%3D"},
	};
	for (size_t i = 0; i < COUNT(vectors); i++) {
		char sign[WEBHOOK_SIGN];
		webhook_signature(sign, vectors[i].secret, vectors[i].at);
		assert_string_equal(sign, vectors[i].sign);
	}
}

#define SIGNED "timestamp=1700000000000&sign=NCJLKINTABhx3SnC%2BENZIPZzT1H3juvunEn%2FA3cdKGY%3D"

static void what_was_signed_before_is_replaced(void **state)
{
	static const struct {
		const char *url, *secret, *expected;
	} cases[] = {
		{"https://h/robot/send?access_token=T", "SECdeadbeef",
			"https://h/robot/send?access_token=T&" SIGNED},
		{"https://h/robot/send?access_token=T&timestamp=1&sign=x%3D", "SECdeadbeef",
			"https://h/robot/send?access_token=T&" SIGNED},
		{"https://h/s?timestamp=1&access_token=T&sign=x&sign=y&", "SECdeadbeef",
			"https://h/s?access_token=T&" SIGNED},
		{"https://h/s?timestamp=1&sign=x", "SECdeadbeef", "https://h/s?" SIGNED},
		{"https://h/s", "SECdeadbeef", "https://h/s?" SIGNED},
		{"https://h/s?access_token=T#top", "SECdeadbeef", "https://h/s?access_token=T&" SIGNED},
		{"https://h/s?signer=a&timestamps=b", "SECdeadbeef",
			"https://h/s?signer=a&timestamps=b&" SIGNED},
		{"https://h/s?access_token=T&timestamp=1&sign=x", "", "https://h/s?access_token=T"},
		{"https://h/s?access_token=T", "", "https://h/s?access_token=T"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *url = webhook_sign(cases[i].url, cases[i].secret, 1700000000000);
		assert_string_equal(url, cases[i].expected);
		free(url);
	}
}

static void one_token_is_one_robot_however_it_is_written(void **state)
{
	char a[WEBHOOK_KEY], b[WEBHOOK_KEY];
	webhook_key(a, "https://oapi.dingtalk.com/robot/send?access_token=T0ken");
	webhook_key(b, "http://127.0.0.1:8080/relay?x=1&access_token=T0ken&timestamp=5");
	assert_string_equal(a, b);
	assert_int_equal(strlen(a), 32);
	assert_null(strstr(a, "T0ken"));

	webhook_key(b, "https://oapi.dingtalk.com/robot/send?access_token=T0ken2");
	assert_string_not_equal(a, b);
	webhook_key(a, "https://h/a?access_token=");
	webhook_key(b, "https://h/b");
	assert_string_not_equal(a, b);
}

static void the_token_is_taken_out_of_texts(void **state)
{
	char text[] = "token T0ken of T0ken is not exist";
	webhook_redact(text, strlen(text), "https://h/s?access_token=T0ken&x=1");
	assert_string_equal(text, "token ***** of ***** is not exist");
	webhook_redact(text, strlen(text),
		"https://h/s?access_token=***"); /* what was redacted already has an end, too */
	webhook_redact(text, strlen(text), "https://h/s");
	assert_string_equal(text, "token ***** of ***** is not exist");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signatures_are_those_of_the_vectors),
		cmocka_unit_test(what_was_signed_before_is_replaced),
		cmocka_unit_test(one_token_is_one_robot_however_it_is_written),
		cmocka_unit_test(the_token_is_taken_out_of_texts),
	};
	return cmocka_run_group_tests_name("webhook", tests, NULL, NULL);
}
