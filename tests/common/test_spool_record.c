#include "tests/common/support/edge.h"

#include <stdio.h>
#include <string.h>
#include "common/spool_record.h"

static const char id[] = "01a20efc-e19d-7e2f-b53a-bb316fc95127", fp[] = "a750bcd39c6ad155";

/* What stands in tests/vectors/spool-record.txt, so that another program can be measured by it. */
static const char golden_file[] = "../vectors/spool-record.txt";

static struct errnotice_event event_with(const char *message, size_t len)
{
	struct errnotice_event event = {.time_ms = 1795547783581, .count = 1};

	event.field[ERRNOTICE_FIELD_V] = errnotice_span_of("1");
	event.field[ERRNOTICE_FIELD_ID] = errnotice_span_of(id);
	event.field[ERRNOTICE_FIELD_TIME] = errnotice_span_of("1795547783581");
	event.field[ERRNOTICE_FIELD_FP] = errnotice_span_of(fp);
	event.field[ERRNOTICE_FIELD_REFUSED] = errnotice_span_of("1795547784");
	event.field[ERRNOTICE_FIELD_MESSAGE] = errnotice_span(message, len);
	event.field[ERRNOTICE_FIELD_DETAIL] = errnotice_span_of("{}");
	return event;
}

/* The record between its newlines, in memory that ends where it does. */
static char *line_of(const char *record, size_t len)
{
	assert_true(len > 2 && record[0] == '\n' && record[len - 1] == '\n');
	assert_null(memchr(record + 1, '\n', len - 2));
	return edge_copy(record + 1, len - 2);
}

static bool reads(const char *line, size_t len, struct errnotice_event *event, struct errnotice_err *err)
{
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX];
	size_t pairs;

	err->text[0] = '\0';
	return errnotice_spool_record_read(edge_copy(line, len), len, spans, &pairs, err)
	       && errnotice_event_decode(event, spans, pairs, err);
}

static void what_is_written_is_read_again(void **state)
{
	static const char message[] = "下单失败\ttab\nline\\n and \\\\ and a \x01 byte";
	struct errnotice_event event = event_with(message, strlen(message)), read;
	char record[ERRNOTICE_SPOOL_RECORD_MAX];
	size_t len = errnotice_spool_record_write(record, &event);
	struct errnotice_err err;

	assert_true(reads(line_of(record, len), len - 2, &read, &err));
	assert_true(errnotice_span_is(read.field[ERRNOTICE_FIELD_MESSAGE], message));
	assert_true(errnotice_span_is(read.field[ERRNOTICE_FIELD_ID], id));
	assert_int_equal(read.time_ms, event.time_ms);
	assert_int_equal(read.refused, 1795547784);
}

static void a_record_is_the_golden_one(void **state)
{
	static const char message[] = "payment\tgateway said\nno\\";
	struct errnotice_event event = event_with(message, strlen(message));
	char record[ERRNOTICE_SPOOL_RECORD_MAX], kept[4096];
	size_t len = errnotice_spool_record_write(record, &event), kept_len;
	FILE *file = fopen(golden_file, "rb");

	assert_non_null(file);
	kept_len = fread(kept, 1, sizeof kept, file);
	fclose(file);
	assert_int_equal(len, kept_len);
	assert_memory_equal(record, kept, len);
}

static void the_checksum_is_the_one_of_zip_and_ethernet(void **state)
{
	char line[] = "cbf43926 123456789";
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX];
	struct errnotice_err err = {""};
	size_t pairs;

	/* the check value of CRC-32; then it says what is wrong with the payload, not with the sum */
	assert_false(errnotice_spool_record_read(line, strlen(line), spans, &pairs, &err));
	assert_non_null(strstr(err.text, "names and values"));
}

static void a_record_that_is_cut_or_changed_anywhere_is_refused(void **state)
{
	struct errnotice_event event = event_with("no", 2), read;
	char record[ERRNOTICE_SPOOL_RECORD_MAX], changed[4096];
	size_t len = errnotice_spool_record_write(record, &event) - 2;
	const char *line = record + 1;
	struct errnotice_err err;

	assert_true(len < sizeof changed);
	for (size_t cut = 1; cut < len; cut++) {
		assert_false(reads(line, cut, &read, &err));
		assert_non_null(strstr(err.text, "torn"));
		assert_false(reads(line + cut, len - cut, &read, &err));
	}
	for (size_t at = 0; at < len; at++) {
		memcpy(changed, line, len);
		changed[at] ^= 0x20;
		assert_false(reads(changed, len, &read, &err));
	}
}

static void an_empty_last_value_is_a_value(void **state)
{
	struct errnotice_event event = event_with("no", 2), read;
	char record[ERRNOTICE_SPOOL_RECORD_MAX];
	struct errnotice_err err;
	size_t len;

	event.field[ERRNOTICE_FIELD_DETAIL].len = 0;
	len = errnotice_spool_record_write(record, &event);
	assert_int_equal(record[len - 2], '\t');
	assert_true(reads(record + 1, len - 2, &read, &err));
	assert_int_equal(read.field[ERRNOTICE_FIELD_DETAIL].len, 0);
}

/* A file may say anything, with a checksum that is right. */
static void what_nobody_wrote_is_refused_and_never_read_beyond_its_end(void **state)
{
	static const char *const lines[] = {
		"00000000 ", "b0dff252 \\", "cb379b2f a\\x\tb", "5152728f a\tb\tc"};
	struct errnotice_event read;
	struct errnotice_err err;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_false(reads(lines[i], strlen(lines[i]), &read, &err));
		assert_true(err.text[0] != '\0' && !strstr(err.text, "torn"));
	}
}

static void the_longest_event_fits(void **state)
{
	struct errnotice_event event = {.count = 1}, read;
	char *record = malloc(ERRNOTICE_SPOOL_RECORD_MAX), *worst = malloc(16384);
	struct errnotice_err err;
	size_t len;

	memset(worst, '\\', 16384);
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++)
		event.field[i] = errnotice_span(worst, errnotice_field_limit(i));
	len = errnotice_spool_record_write(record, &event);
	assert_in_range(len, 1, ERRNOTICE_SPOOL_RECORD_MAX);
	/* whole, and no valid event */
	assert_false(reads(record + 1, len - 2, &read, &err));
	assert_non_null(strstr(err.text, "v is not 1"));
	free(worst);
	free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(a_record_is_the_golden_one),
		cmocka_unit_test(the_checksum_is_the_one_of_zip_and_ethernet),
		cmocka_unit_test(a_record_that_is_cut_or_changed_anywhere_is_refused),
		cmocka_unit_test(an_empty_last_value_is_a_value),
		cmocka_unit_test(what_nobody_wrote_is_refused_and_never_read_beyond_its_end),
		cmocka_unit_test(the_longest_event_fits),
	};

	return cmocka_run_group_tests_name("spool_record", tests, NULL, NULL);
}
