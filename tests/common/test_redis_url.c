#include "tests/common/support/edge.h"

#include <string.h>
#include "common/redis_redirect.h"
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
		{"rediss://u:p@h?ca=/etc/ca%20x.pem", "rediss://h:6379/0", "u", "p"},
		{"rediss://h/2?cert=/c&key=/k", "rediss://h:6379/2", "", ""},
		{"redis://h?tls=yes", "rediss://h:6379/0", "", ""},
		{"sentinel://h1,[::1]:7000/shop/3", "sentinel://h1:26379,[::1]:7000/shop/3", "", ""},
		{"sentinel://u:p@h/m?tls=yes", "sentinel://h:26379/m/0?tls=yes", "u", "p"},
		{"cluster://:p@h1,h2:7001", "cluster://h1:6379,h2:7001", "", "p"},
		{"cluster://h/0", "cluster://h:6379", "", ""},
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
		{"", "begins with redis://, rediss://, unix://"},
		{"http://QQQ@h", "begins with redis://, rediss://, unix://"},
		{"redis://", "there is no host"},
		{"redis://QQQ@h", "before the @ stands no"},
		{"redis://:QQQ%4@h", "the password has a %"},
		{"redis://:QQQ%00@h", "the password holds a NUL"},
		{"redis://h:0", "the port is not a number from 1 to 65535"},
		{"redis://h:65536", "the port is not"},
		{"redis://[::1", "a [ without a ]"},
		{"redis://[::1]x", "other than :port"},
		{"redis://h?db=3", "behind the ? may stand tls, ca, cert, key, and of"},
		{"redis://h?ca=/c", "are for rediss://"},
		{"rediss://h?cert=/c", "cert and key go together"},
		{"rediss://h?tls=no", "tls can only be yes"},
		{"redis://h?sentinel_password=QQQ", "are for sentinel://"},
		{"sentinel://h/m?sentinel_user=QQQ", "needs a sentinel_password"},
		{"sentinel://h/m?password=QQQ", "and of sentinel:// sentinel_user"},
		{"sentinel://h", "no /name of the master"},
		{"sentinel:///m", "there is no host"},
		{"sentinel://h,,g/m", "there is no host"},
		{"cluster://a,b,c,d,e,f,g,h,i", "more than 8 hosts"},
		{"cluster://h/1", "the database 0 only"},
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

static void one_server_of_several_is_a_url_of_its_own(void **state)
{
	struct errnotice_redis_url url, server;
	struct errnotice_err err = {""};
	char shown[300];

	assert_true(errnotice_redis_url_parse(&url, "sentinel://u:p@h1,h2:7/m/3?tls=yes&ca=/ca", &err));
	errnotice_redis_url_towards(&url, &url.nodes[1], &server);
	errnotice_redis_url_show(&server, shown, sizeof shown);
	assert_string_equal(shown, "rediss://h2:7/3");
	assert_string_equal(server.password, "p");
	assert_string_equal(server.ca, "/ca");
	errnotice_redis_url_towards_sentinel(&url, &url.nodes[0], &server);
	errnotice_redis_url_show(&server, shown, sizeof shown);
	assert_string_equal(shown, "rediss://h1:26379/0");
	assert_string_equal(server.password, "");
	assert_true(errnotice_redis_url_parse(
		&url, "sentinel://u:p@h1/m/3?sentinel_user=%40s&sentinel_password=a%26b", &err));
	errnotice_redis_url_towards_sentinel(&url, &url.nodes[0], &server);
	assert_string_equal(server.user, "@s");
	assert_string_equal(server.password, "a&b");
	errnotice_redis_url_show(&url, shown, sizeof shown);
	assert_string_equal(shown, "sentinel://h1:26379/m/3");
	errnotice_redis_url_towards(&url, &url.nodes[0], &server);
	assert_string_equal(server.user, "u");
	assert_string_equal(server.sentinel_password, "");
	assert_false(errnotice_redis_url_same(&url, &server));
	assert_true(errnotice_redis_url_same(&url, &url));
}

static void a_redirection_names_a_node_or_is_none(void **state)
{
	static const struct {
		const char *error, *host;
		int port;
		bool asking;
	} rows[] = {
		{"MOVED 3999 10.0.0.7:6381", "10.0.0.7", 6381, false},
		{"ASK 3999 redis-2.example:6381", "redis-2.example", 6381, true},
		{"MOVED 3999 ::1:6381", "::1", 6381, false},
		{"MOVED 3999 :6381", "", 6381, false},
		{"MOVED 3999 ?:6381", NULL, 0, false},
		{"MOVED 3999 h:0", NULL, 0, false},
		{"MOVED 3999 h", NULL, 0, false},
		{"MOVED ", NULL, 0, false},
		{"READONLY You can't write", NULL, 0, false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct errnotice_redis_redirect redirect;

		assert_int_equal(
			errnotice_redis_redirect_read(&redirect, rows[i].error), rows[i].host != NULL);
		if (!rows[i].host)
			continue;
		assert_string_equal(redirect.node.host, rows[i].host);
		assert_int_equal(redirect.node.port, rows[i].port);
		assert_int_equal(redirect.asking, rows[i].asking);
	}
}

static void a_key_can_be_put_into_the_slot_of_another(void **state)
{
	char key[64];

	errnotice_redis_key_beside(key, sizeof key, "hosts", "errnotice:events");
	assert_string_equal(key, "hosts{errnotice:events}");
	errnotice_redis_key_beside(key, sizeof key, "hosts", "a{b}c{d}");
	assert_string_equal(key, "hosts{b}");
	errnotice_redis_key_beside(key, sizeof key, "hosts", "a{}c");
	assert_string_equal(key, "hosts{a{}c}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urls_are_taken_apart_and_shown_without_their_secrets),
		cmocka_unit_test(what_is_wrong_is_said_without_the_password),
		cmocka_unit_test(a_part_that_is_too_long_is_refused),
		cmocka_unit_test(one_server_of_several_is_a_url_of_its_own),
		cmocka_unit_test(a_redirection_names_a_node_or_is_none),
		cmocka_unit_test(a_key_can_be_put_into_the_slot_of_another),
	};

	return cmocka_run_group_tests_name("redis_url", tests, NULL, NULL);
}
