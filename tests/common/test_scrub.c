#include "tests/common/support/edge.h"

#include <string.h>
#include <time.h>
#include "common/scrub.h"

static const char list[] =
	"password,passwd,pwd,secret,token,access_token,api_key,authorization,cookie,@mobile,@id,@card,@token";

typedef size_t scrub_function(
	const struct errnotice_scrub *scrub, char *into, size_t room, const char *data, size_t len);

static struct errnotice_scrub *scrub_of(const char *text)
{
	struct errnotice_err err = {""};
	struct errnotice_scrub *scrub = errnotice_scrub_parse(text, strlen(text), &err);

	assert_non_null(scrub);
	return scrub;
}

static void becomes(scrub_function *function, const char *names, const char *text, const char *expected)
{
	struct errnotice_scrub *scrub = scrub_of(names);
	char into[512];
	size_t used = function(scrub, into, sizeof into - 1, edge_copy(text, strlen(text)), strlen(text));

	into[used] = '\0';
	assert_string_equal(into, expected);
	errnotice_scrub_free(scrub);
}

static void values_of_listed_names_are_masked(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"login failed: password=hunter2 for bob", "login failed: password=*** for bob"},
		{"password=hunter2&x=1", "password=***&x=1"},
		{"{\"password\":\"a \\\" b\",\"n\":1}", "{\"password\":\"***\",\"n\":1}"},
		{"{\\\"token\\\":\\\"abc def\\\",\\\"n\\\":1}", "{\\\"token\\\":\\\"***\\\",\\\"n\\\":1}"},
		{"{\"token\": 12345, \"n\": 1}", "{\"token\": ***, \"n\": 1}"},
		{"'password' => 'x y', 'b' => 1", "'password' => '***', 'b' => 1"},
		{"[password] => hunter2\n", "[password] => ***\n"},
		{"[\"db_password\"]=>\n  string(8) \"hunter22\"", "[\"db_password\"]=>\n  string(8) \"***\""},
		{"user[password]=x", "user[password]=***"},
		{"Api-Key: zzz", "Api-Key: ***"},
		{"Authorization: Bearer abc.def ghi\nHost: x", "Authorization: ***\nHost: x"},
		{"Cookie: a=1; b=2\r\nHost: x", "Cookie: ***\r\nHost: x"},
		{"token=Bearer abc rest", "token=*** rest"},
		{"redis://user:pw@host/1", "redis://***@host/1"},
		{"PASSWORD = 下单 x", "PASSWORD = *** x"},
		{"mypassword=1 passwords=2", "mypassword=1 passwords=2"},
		{"no password given", "no password given"},
		{"password=\"never closed and more", "password=\"***"},
		{"{\"token\":[\"a\",\"]\"],\"n\":1}", "{\"token\":***,\"n\":1}"},
		{"{\"secret\":{\"k\":\"}\"},\"n\":1}", "{\"secret\":***,\"n\":1}"},
		{"'token' => array ( 0 => 'x', 1 => 'y' ), 'n'", "'token' => ***, 'n'"},
		{"[\"token\"]=>\n  array(1) {\n [0]=>\n \"x\"\n}\n end", "[\"token\"]=>\n  ***\n end"},
		{"[token] => Array\n (\n [0] => x\n )\n end", "[token] => ***\n end"},
		{"[password] => two words\n    [user] => bob", "[password] => ***\n    [user] => bob"},
		{"password=ab,cd;ef rest", "password=*** rest"},
		{"host=h;password=ab,cd;port=3", "host=h;password=***;port=3"},
		{"[user=bob,password=abc,host=db]", "[user=bob,password=***,host=db]"},
		{"(using password: YES)", "(using password: ***)"},
		{"where password='it''s' x", "where password='***' x"},
		{"password=\"ends in \\\\\" n=1", "password=\"***\" n=1"},
		{"GET /x?user%5Bpassword%5D=abc failed", "GET /x?user%5Bpassword%5D=*** failed"},
		{"GET /x?pass%77ord=abc failed", "GET /x?pass%77ord=*** failed"},
		{"GET /x?n=%2F%3Ftoken%3Dabc failed", "GET /x?n=%2F%3Ftoken%3D*** failed"},
		{"user[password][]=abc", "user[password][]=***"},
		{"password[old]=abc", "password[old]=***"},
		{"accessToken: abc newPassword=abc apiKey=abc",
			"accessToken: *** newPassword=*** apiKey=***"},
		{"token=bearer abc rest", "token=*** rest"},
		{"['Authorization: Bearer x y', 'b']", "['Authorization: ***', 'b']"},
		{"token：abc rest", "token：*** rest"},
		{"redis://:p/w@host/1", "redis://***@host/1"},
		{"redis://:123/w@host/1", "redis://***@host/1"},
		{"https://u:p?w@host/1", "https://***@host/1"},
		{"http://host:80/@you http://[::1]/@you", "http://host:80/@you http://[::1]/@you"},
		/* what only looks like a value */
		{"Call to undefined method App\\Token::refresh()",
			"Call to undefined method App\\Token::refresh()"},
		{"Missing token:\nStack trace", "Missing token:\nStack trace"},
		{"Argument #1 ($token) must be", "Argument #1 ($token) must be"},
		{"http://token:8080/x", "http://token:8080/x"},
		{"a token, password= ", "a token, password= "},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		becomes(errnotice_scrub_text, list, rows[i].text, rows[i].expected);
}

static void kinds_of_values_are_masked_wherever_they_stand(void **state)
{
	static const struct {
		const char *names, *text, *expected;
	} rows[] = {
		{list, "电话13800138000结束", "电话***结束"},
		{list, "+8613800138000", "+***"},
		{list, "order-13800138000", "order-***"},
		{list, "uid_13800138000_4111111111111111 x_1", "uid_***_*** x_1"},
		{"@email", "-bob@example.com b%40example.com", "-*** ***"},
		{"@email", "App@method.x@y", "***@y"},
		{list, "order 138001380001 12800138000", "order 138001380001 12800138000"},
		{list, "id 11010519491231002X.", "id ***."},
		{list, "id 110105194912310021", "id 110105194912310021"}, /* wrong check character */
		{list, "card 4111111111111111", "card ***"},
		{list, "card 4111111111111112", "card 4111111111111112"}, /* no Luhn number */
		{list, "x4111111111111111", "x4111111111111111"},
		{list, "bob@example.com", "bob@example.com"},
		{"@email", "mail bob.smith+1@example.com. a@b", "mail ***. a@b"},
		{"", "13800138000 password=x", "13800138000 password=x"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		becomes(errnotice_scrub_text, rows[i].names, rows[i].text, rows[i].expected);
}

static void numbers_in_groups_are_masked(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"call 138-0013-8000 or 138 0013 8000.", "call *** or ***."},
		{"+86 138 0013 8000", "+86 ***"},
		{"card 4111 1111 1111 1111 expired", "card *** expired"},
		{"card 4111-1111-1111-1111, 12/29", "card ***, 12/29"},
		{"6222 0212 3456 7890 128 and 6222 0212 3456 7890 129", "*** and 6222 0212 3456 7890 129"},
		{"4111 1111 1111 1111 2026", "*** 2026"},
		/* no card, no mobile */
		{"4111 1111 1111 1112", "4111 1111 1111 1112"},
		{"4111 1111-1111 1111", "4111 1111-1111 1111"},
		{"4111 1111 1111 11119", "4111 1111 1111 11119"},
		{"128-0013-8000 138-001-38000", "128-0013-8000 138-001-38000"},
		{"2026-11-25 02:00:10 1234 5678", "2026-11-25 02:00:10 1234 5678"},
		{"123 4567 89012", "123 4567 89012"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		becomes(errnotice_scrub_text, list, rows[i].text, rows[i].expected);
}

#define HEADER  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define PAYLOAD "eyJzdWIiOiIxMjM0NTY3ODkwIn0"
#define JWT     HEADER "." PAYLOAD ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
#define HEX32   "0123456789abcdef0123456789abcdef"

static void tokens_are_known_by_their_form(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"invalid: " JWT ", retry", "invalid: ***, retry"},
		{"jwt '" HEADER "." PAYLOAD "'.", "jwt '***'."},
		{"Bearer " JWT, "Bearer ***"},
		{"AWS said no to AKIAIOSFODNN7EXAMPLE/20261125", "AWS said no to ***/20261125"},
		{"OSS: LTAI5tQZd8m3Xk2yV1nLb9Rc is inactive", "OSS: *** is inactive"},
		{"SEC" HEX32 HEX32, "***"},
		{"ghp_abcdefghijklmnopqrstuvwxyz0123456789 x", "*** x"},
		{"xoxb-123456789012-abcdefghijkl", "***"},
		{"sk-" HEX32 ", sk-ant-api03-" HEX32, "***, ***"},
		/* no tokens */
		{"eyJ.eyJ.eyJ", "eyJ.eyJ.eyJ"},
		{HEADER " " PAYLOAD, HEADER " " PAYLOAD},
		{HEADER ". " PAYLOAD, HEADER ". " PAYLOAD},
		{"AKIA LTAI sk-learn-a-thing SECTION", "AKIA LTAI sk-learn-a-thing SECTION"},
		{"xAKIAIOSFODNN7EXAMPLE", "xAKIAIOSFODNN7EXAMPLE"},
		{"eyJhbGciOiJIUzI1-AKIAIOSFODNN7EXAMPLE", "eyJhbGciOiJIUzI1-***"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		becomes(errnotice_scrub_text, "@token", rows[i].text, rows[i].expected);
	becomes(errnotice_scrub_text, list, "sk-learn-pipeline-with-password=hunter2", "***=***");
	becomes(errnotice_scrub_url, "@token", "/x?jwt=" JWT "&a=1", "/x?jwt=***&a=1");
	becomes(errnotice_scrub_url, "@token", "/x/" JWT "/y?k=%41KIAIOSFODNN7EXAMPLE", "/x/***/y?k=***");
}

static void urls_are_masked_by_decoded_name_and_one_level_deep(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"/pay?id=7&token=abc", "/pay?id=7&token=***"},
		{"/pay?pass%77ord=abc#top", "/pay?pass%77ord=***#top"},
		{"/pay?user%5Bpassword%5D=abc", "/pay?user%5Bpassword%5D=***"},
		{"/pay?next=https%3A%2F%2Fe%2F%3Ftoken%3Dabc&a=%20", "/pay?next=***&a=%20"},
		{"https://u:p@h/x?q=13800138000", "https://***@h/x?q=***"},
		{"/u/13800138000/orders", "/u/***/orders"},
		{"/pay?token=abc;def&b=1", "/pay?token=***&b=1"},
		{"/pay?a=1;password=x", "/pay?a=1;password=***"},
		{"/pay?a[token][]=v&accessToken=v", "/pay?a[token][]=***&accessToken=***"},
		{"/login;token=abc?x=1", "/login;token=***?x=1"},
		{"/pay", "/pay"},
		{"", ""},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		becomes(errnotice_scrub_url, list, rows[i].text, rows[i].expected);
}

/* One level deeper is looked at for the first kilobyte; what was not looked at is not told. */
static void an_encoded_value_that_is_too_long_to_look_at_is_masked(void **state)
{
	struct errnotice_scrub *scrub = scrub_of(list);
	char url[4096] = "/x?n=", into[4096];
	size_t used;

	for (int i = 0; i < 1020; i++)
		strcat(url, "%41");
	used = errnotice_scrub_url(scrub, into, sizeof into, url, strlen(url));
	assert_int_equal(used, strlen(url));
	strcat(url, "%26token%3DQQQ");
	used = errnotice_scrub_url(scrub, into, sizeof into, url, strlen(url));
	assert_int_equal(used, strlen("/x?n=***"));
	assert_memory_equal(into, "/x?n=***", used);
	errnotice_scrub_free(scrub);
}

static void bad_bytes_do_not_end_a_secret_early(void **state)
{
	struct errnotice_scrub *scrub = scrub_of(list);
	static const char text[] = "password=ab\0cd\xFF"
				   "ef rest";
	char into[64];
	size_t used = errnotice_scrub_text(scrub, into, sizeof into, text, sizeof text - 1);

	assert_int_equal(used, strlen("password=*** rest"));
	assert_memory_equal(into, "password=*** rest", used);
	errnotice_scrub_free(scrub);
}

/* Whatever the room, and wherever the text itself is cut, no byte of the value is written. */
static void a_secret_is_masked_whole_wherever_the_room_or_the_text_ends(void **state)
{
	static const char *const texts[] = {
		"下单失败 token=QQQQQQQQ and so on",
		"{\"password\":\"Q Q\\\"QQ\",\"n\":1}",
		"x {\\\"token\\\":[\\\"Q Q\\\",\\\"Q]\\\"]} y",
		"'secret' => array ( 'a' => 'Q(', 'b' => array ( 1 => 'Q)' ) ), 'c'",
		"Authorization: Bearer QQQ.QQQ=\r\nHost: x",
		"Cookie: a=QQQ; b=QQQ\r\nHost: x",
		"to redis://Q:QQ/Q@host/1 and https://Q:Q@h",
		"/pay?user%5Bpassword%5D=Q%20Q&token=Q;Q#access_token=Q",
	};
	struct errnotice_scrub *scrub = scrub_of(list);
	char into[128];

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		for (size_t room = 0; room < sizeof into; room++) {
			size_t used = errnotice_scrub_text(scrub, into, room, texts[i], strlen(texts[i]));

			assert_true(used <= room);
			assert_null(memchr(into, 'Q', used));
			used = errnotice_scrub_url(scrub, into, room, texts[7], strlen(texts[7]));
			assert_true(used <= room);
			assert_null(memchr(into, 'Q', used));
		}
		/* without an @ yet, a login looks like a host */
		for (size_t len = 0; i != 6 && len < strlen(texts[i]); len++)
			assert_null(memchr(into, 'Q',
				errnotice_scrub_text(
					scrub, into, sizeof into, edge_copy(texts[i], len), len)));
	}
	errnotice_scrub_free(scrub);
}

static void a_text_at_its_limit_is_not_shortened(void **state)
{
	struct errnotice_scrub *scrub = scrub_of(list);
	char text[2048], into[2048];

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 7 ? 'a' : ' ';
	assert_int_equal(errnotice_scrub_text(scrub, into, sizeof into, text, sizeof text), sizeof text);
	assert_memory_equal(into, text, sizeof text);
	errnotice_scrub_free(scrub);
}

/* Ten megabytes of what looks like the beginning of something: bounded work, not a second scan for each. */
static void hostile_text_takes_linear_time(void **state)
{
	static const char *const pieces[] = {"a", "password", "token:\"", "://", "a@", "\\", "1", "[", "\xE4",
		"password=", "a.", "a\\", "a ", "_1", "%5B", "a%40", "token=a,", "token={", "token[",
		"\"token\":[\"", "token=>array(", "token='", "://a:", "token=\\\"", "token=> \n",
		"eyJaaaaaaaa-", "eyJaaaaaaaa.a.", "sk-a-", "4111 ", "138-"};
	struct errnotice_scrub *scrub = scrub_of("password,token,@mobile,@id,@card,@email,@token");
	size_t len = 10 * 1024 * 1024;
	char *text = malloc(len), *into = malloc(len);
	struct timespec from, to;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		size_t size = strlen(pieces[i]);

		for (size_t at = 0; at + size <= len; at += size)
			memcpy(text + at, pieces[i], size);
		assert_true(errnotice_scrub_text(scrub, into, 2048, text, len) <= 2048);
		assert_true(errnotice_scrub_text(scrub, into, len, text, len / 40) <= len);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_true(to.tv_sec - from.tv_sec < 20); /* milliseconds when linear, hours when not */
	free(text);
	free(into);
	errnotice_scrub_free(scrub);
}

static void an_unknown_kind_is_refused_by_name(void **state)
{
	struct errnotice_err err = {""};

	assert_null(errnotice_scrub_parse("password, @phone", 16, &err));
	assert_string_equal(err.text, "\"@phone\" at 11: not one of @mobile, @id, @card, @email, @token");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_listed_names_are_masked),
		cmocka_unit_test(kinds_of_values_are_masked_wherever_they_stand),
		cmocka_unit_test(numbers_in_groups_are_masked),
		cmocka_unit_test(tokens_are_known_by_their_form),
		cmocka_unit_test(urls_are_masked_by_decoded_name_and_one_level_deep),
		cmocka_unit_test(an_encoded_value_that_is_too_long_to_look_at_is_masked),
		cmocka_unit_test(bad_bytes_do_not_end_a_secret_early),
		cmocka_unit_test(a_secret_is_masked_whole_wherever_the_room_or_the_text_ends),
		cmocka_unit_test(a_text_at_its_limit_is_not_shortened),
		cmocka_unit_test(hostile_text_takes_linear_time),
		cmocka_unit_test(an_unknown_kind_is_refused_by_name),
	};

	return cmocka_run_group_tests_name("scrub", tests, NULL, NULL);
}
