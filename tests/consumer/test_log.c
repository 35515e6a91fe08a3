/* A line an event, whatever is in it. */
#include "check.h"
#include <fcntl.h>
#include <jansson.h>
#include <unistd.h>
#include "consumer/log.h"

/* What `write` puts on stderr; the caller frees it. */
static char *capture(void (*say)(const void *), const void *context)
{
	char path[] = "/tmp/errnotice-log-XXXXXX";
	int file = mkstemp(path), kept = dup(STDERR_FILENO);
	assert_true(file >= 0 && kept >= 0);
	dup2(file, STDERR_FILENO);
	say(context);
	dup2(kept, STDERR_FILENO);
	close(kept);
	off_t len = lseek(file, 0, SEEK_END);
	char *text = calloc(1, (size_t)len + 1);
	assert_int_equal(pread(file, text, (size_t)len, 0), len);
	close(file);
	unlink(path);
	return text;
}

static void say_text(const void *text)
{
	log_warn("value %s", (const char *)text);
}

static void check_text(const char *said, const char *wanted)
{
	log_setup(LOG_INFO_, false);
	char *line = capture(say_text, said);
	/* 2026-11-24T18:27:25Z warn value … */
	assert_memory_equal(line + 20, " warn value ", 12);
	assert_string_equal(line + 32, wanted);
	free(line);
}

static void a_value_makes_no_line_or_colour(void **state)
{
	(void)state;
	check_text("plain 下单", "plain 下单\n");
	check_text("a\nb\r\x1b[31m\x7f", "a\\x0ab\\x0d\\x1b[31m\\x7f\n");
	check_text("\xc2\x9b"
		   "31m",
		"\\x9b31m\n");
	check_text("\xff", "\uFFFD\n");
}

static void check_json(const char *said, const char *wanted)
{
	log_setup(LOG_INFO_, true);
	char *line = capture(say_text, said);
	json_error_t error;
	assert_int_equal(line[strlen(line) - 1], '\n');
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
	json_t *object = json_loads(line, 0, &error);
	if (!object) {
		fail_msg("%s in %s", error.text, line);
	}
	assert_string_equal(json_string_value(json_object_get(object, "level")), "warn");
	const char *text = json_string_value(json_object_get(object, "text"));
	assert_memory_equal(text, "value ", 6);
	if (wanted) {
		assert_string_equal(text + 6, wanted);
	}
	json_decref(object);
	free(line);
}

static void json_stays_json(void **state)
{
	(void)state;
	check_json("\"quoted\" \\ back\nline \x01 下单", "\"quoted\" \\ back\nline \x01 下单");
	char *large = calloc(1, 100001);
	memset(large, '"', 100000);
	check_json(large, NULL);
	memset(large, 1, 100000);
	check_json(large, NULL);
	free(large);
}

static void say_all(const void *context)
{
	(void)context;
	log_debug("d");
	log_info("i");
	log_warn("w");
	log_error("e");
}

static void levels_hold_back(void **state)
{
	(void)state;
	log_setup(LOG_WARN_, false);
	char *lines = capture(say_all, NULL);
	assert_null(strstr(lines, " info "));
	assert_null(strstr(lines, " debug "));
	assert_non_null(strstr(lines, " warn w\n"));
	assert_non_null(strstr(lines, " error e\n"));
	free(lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_value_makes_no_line_or_colour),
		cmocka_unit_test(json_stays_json),
		cmocka_unit_test(levels_hold_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
