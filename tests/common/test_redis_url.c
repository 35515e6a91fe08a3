#include "tests/common/support/edge.h"

#include <string.h>
#include "common/redis_url.h"

static void urls_are_taken_apart_and_shown_without_their_secrets(void **state)
{
	static const struct {
		const char *url, *shown, *user, *password;
	} rows[] = {
		{"redis://127.0.0.1", "redis://127.0.0.1:6379/0", "", ""},
		{"redis://u:p%40s@h:6380/3", "redis://h:6380/3", "u", "p@s"},
		{"redis://:p/w@h/1", "redis://h:6379/1", "", "p/w"},
		{"redis://[::1]:7000/2", "redis://[::1]:7000/2", "", ""},
		{"redis://h/", "redis://h:6379/0", "", ""},
		{"unix:///run/r.sock", "unix:///run/r.sock", "", ""},
		{"unix:///run/redis@main.sock", "unix:///run/redis@main.sock", "", ""},
		{"unix://u:p@/run/r%20s.sock?db=4", "unix:///run/r s.sock?db=4", "u", "p"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_redis_url url;
		struct errnotice_err err = {""};
		char shown[300];

		assert_true(errnotice_redis_url_parse(&url, rows[i].url, &err));
		errnotice_redis_url_show(&url, shown, sizeof shown);
		assert_string_equal(shown, rows[i].shown);
		assert_string_equal(url.user, rows[i].user);
		assert_string_equal(url.password, rows[i].password);
	}
}

static void what_is_wrong_is_said_without_the_password(void **state)
{
	static const struct {
		const char *url, *error;
	} rows[] = {
		{"", "begins with redis:// or unix://"},
		{"http://QQQ@h", "begins with redis:// or unix://"},
		{"rediss://:QQQ@h", "rediss:// is not in this version"},
		{"sentinel://h/m/0", "sentinel:// is not in this version"},
		{"cluster://h", "cluster:// is not in this version"},
		{"redis://", "there is no host"},
		{"redis://QQQ@h", "before the @ stands no"},
		{"redis://:QQQ%4@h", "the password has a %"},
		{"redis://:QQQ%00@h", "the password holds a NUL"},
		{"redis://h:0", "the port is not a number from 1 to 65535"},
		{"redis://h:65536", "the port is not"},
		{"redis://[::1", "a [ without a ]"},
		{"redis://[::1]x", "other than :port"},
		{"redis://h?db=3", "the host holds a character"},
		{"redis://a b", "the host holds a character"},
		{"redis://user:QQQ", "the port is not"},
		{"redis://h/x", "the database behind the / is not"},
		{"unix://run/r.sock", "does not begin with /"},
		{"unix:///r?x=1", "may stand ?db=N only"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_redis_url url;
		struct errnotice_err err = {""};

		assert_false(errnotice_redis_url_parse(&url, rows[i].url, &err));
		assert_non_null(strstr(err.text, rows[i].error));
		assert_null(strstr(err.text, "QQQ"));
	}
}

static void a_part_that_is_too_long_is_refused(void **state)
{
	struct errnotice_redis_url url;
	struct errnotice_err err = {""};
	char text[400] = "redis://";

	memset(text + 8, 'h', 256);
	assert_false(errnotice_redis_url_parse(&url, text, &err));
	assert_string_equal(err.text, "the host is longer than 255 bytes");
	memset(text, '/', 115);
	memcpy(text, "unix://", 7);
	text[114] = '\0';
	assert_true(errnotice_redis_url_parse(&url, text, &err));
	text[114] = '/';
	text[115] = '\0';
	err.text[0] = '\0';
	assert_false(errnotice_redis_url_parse(&url, text, &err));
	assert_string_equal(err.text, "the socket's path is longer than 107 bytes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls_are_taken_apart_and_shown_without_their_secrets),
		cmocka_unit_test(what_is_wrong_is_said_without_the_password),
		cmocka_unit_test(a_part_that_is_too_long_is_refused),
	};

	return cmocka_run_group_tests_name("redis_url", tests, NULL, NULL);
}
