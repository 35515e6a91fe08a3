#include "tests/common/support/edge.h"

#include <stdio.h>
#include <string.h>
#include "common/json.h"

static void write_frames(struct errnotice_json *json)
{
	for (int i = 0; i < 3; i++) {
		struct errnotice_json mark = *json;

		if (!errnotice_json_open(json, NULL, '{'))
			return;
		if (!errnotice_json_int(json, "line", 10 + i)
			|| !errnotice_json_text(json, "call", "App\\f", 5)) {
			errnotice_json_rewind(json, &mark);
			return;
		}
		errnotice_json_close(json);
	}
}

static void write_sample(struct errnotice_json *json)
{
	errnotice_json_open(json, NULL, '{');
	errnotice_json_text(
		json, "message", "a \"b\" \\ \n\x01 下单\xFF", strlen("a \"b\" \\ \n\x01 下单\xFF"));
	if (errnotice_json_open(json, "trace", '[')) {
		write_frames(json);
		errnotice_json_close(json);
	}
	errnotice_json_close(json);
}

static void everything_is_escaped_and_cleaned(void **state)
{
	static const char expected[] =
		"{\"message\":\"a \\\"b\\\" \\\\ \\u000a\\u0001 下单\xEF\xBF\xBD\",\"trace\":["
		"{\"line\":10,\"call\":\"App\\\\f\"},{\"line\":11,\"call\":\"App\\\\f\"},"
		"{\"line\":12,\"call\":\"App\\\\f\"}]}";
	char into[512];
	struct errnotice_json json;

	errnotice_json_init(&json, into, sizeof into);
	write_sample(&json);
	assert_false(json.cut);
	assert_int_equal(json.len, strlen(expected));
	assert_memory_equal(into, expected, json.len);
}

/* `prefix` plain bytes, one that is not, and as many again. */
static void check_escape(size_t prefix, char c, const char *escape)
{
	char text[64], expected[80], into[80];
	struct errnotice_json json;
	size_t len = 2 * prefix + 1;

	memset(text, 'p', len);
	text[prefix] = c;
	snprintf(expected, sizeof expected, "\"%.*s%s%.*s\"", (int)prefix, text, escape, (int)prefix, text);
	errnotice_json_init(&json, into, sizeof into);
	assert_true(errnotice_json_text(&json, NULL, edge_copy(text, len), len));
	assert_int_equal(json.len, strlen(expected));
	assert_memory_equal(into, expected, json.len);
}

static void what_is_escaped_is_found_wherever_it_stands(void **state)
{
	for (size_t prefix = 0; prefix < 28; prefix++) {
		check_escape(prefix, '"', "\\\"");
		check_escape(prefix, '\\', "\\\\");
		check_escape(prefix, '\n', "\\u000a");
		check_escape(prefix, '\x1F', "\\u001f");
		check_escape(prefix, '\x7F', "\\u007f");
		check_escape(prefix, '\0', "\xEF\xBF\xBD");
		check_escape(prefix, '\x80', "\xEF\xBF\xBD");
	}
}

/* Well-formed: every string closed, brackets pair, nothing dangles.  (The consumer's tests parse it with jansson.) */
static void check_well_formed(const char *text, size_t len)
{
	char open[32];
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < len; i++) {
		if (quoted) {
			if (text[i] == '\\')
				i++;
			else if (text[i] == '"')
				quoted = false;
		} else if (text[i] == '"') {
			quoted = true;
		} else if (text[i] == '{' || text[i] == '[') {
			open[depth++] = text[i];
		} else if (text[i] == '}' || text[i] == ']') {
			assert_true(depth > 0);
			assert_int_equal(open[--depth], text[i] == '}' ? '{' : '[');
			assert_true(text[i - 1] != ',' && text[i - 1] != ':');
		}
	}
	assert_false(quoted);
	assert_int_equal(depth, 0);
}

static void it_is_well_formed_whatever_the_room(void **state)
{
	for (size_t room = 0; room < 200; room++) {
		char *into = edge_copy("", 0) - room;
		struct errnotice_json json;

		errnotice_json_init(&json, into, room);
		write_sample(&json);
		assert_true(json.len <= room);
		assert_int_equal(json.depth, 0);
		check_well_formed(into, json.len);
	}
}

static void what_has_no_place_is_left_out(void **state)
{
	char into[64];
	struct errnotice_json json;

	errnotice_json_init(&json, into, sizeof into);
	assert_false(errnotice_json_int(&json, "key", 1)); /* a key at the top */
	assert_true(errnotice_json_open(&json, NULL, '{'));
	assert_false(errnotice_json_int(&json, NULL, 1)); /* a member without one */
	assert_true(errnotice_json_int(&json, "n", INT64_MIN));
	errnotice_json_close(&json);
	errnotice_json_close(&json);                            /* once too often */
	assert_false(errnotice_json_text(&json, NULL, "x", 1)); /* a second value */
	assert_int_equal(json.len, strlen("{\"n\":-9223372036854775808}"));
	assert_memory_equal(into, "{\"n\":-9223372036854775808}", json.len);
}

static void nothing_opens_deeper_than_sixteen(void **state)
{
	char into[128];
	struct errnotice_json json;
	int opened = 0;

	errnotice_json_init(&json, into, sizeof into);
	while (opened < 40 && errnotice_json_open(&json, NULL, '['))
		opened++;
	assert_int_equal(opened, 16);
	assert_true(json.cut);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_is_escaped_and_cleaned),
		cmocka_unit_test(what_is_escaped_is_found_wherever_it_stands),
		cmocka_unit_test(it_is_well_formed_whatever_the_room),
		cmocka_unit_test(what_has_no_place_is_left_out),
		cmocka_unit_test(nothing_opens_deeper_than_sixteen),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
