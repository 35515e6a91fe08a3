#include "tests/common/support/edge.h"

#include <stdio.h>
#include "common/event_pack.h"

static const char id[] = "01a20efc-e19d-7e2f-b53a-bb316fc95127", fp[] = "a750bcd39c6ad155";

/* A pack as the extension writes it, with one field more or another value for one that it has. */
static void fill(struct errnotice_pack *pack, enum errnotice_field field, const char *value)
{
	errnotice_pack_reset(pack);
	errnotice_pack_text(pack, field, value, strlen(value));
	errnotice_pack_text(pack, ERRNOTICE_FIELD_V, "1", 1);
	errnotice_pack_text(pack, ERRNOTICE_FIELD_ID, id, strlen(id));
	errnotice_pack_int(pack, ERRNOTICE_FIELD_TIME, 1795547783581);
	errnotice_pack_text(pack, ERRNOTICE_FIELD_FP, fp, strlen(fp));
}

static void what_one_half_packs_the_other_half_reads(void **state)
{
	struct errnotice_pack *pack = calloc(1, sizeof *pack);
	struct errnotice_event packed, read;
	struct errnotice_err err = {""};
	const char *argv[2 * ERRNOTICE_FIELD_COUNT_];
	size_t lens[2 * ERRNOTICE_FIELD_COUNT_], n;
	struct errnotice_span spans[2 * ERRNOTICE_FIELD_COUNT_];

	fill(pack, ERRNOTICE_FIELD_MESSAGE, "下单失败");
	assert_true(errnotice_pack_open(&packed, pack, &err));
	n = errnotice_event_encode(&packed, argv, lens);
	assert_int_equal(n, 2 * (ERRNOTICE_FIELD_COUNT_ - 2)); /* all but `refused` and `source` */
	for (size_t i = 0; i < n; i++)
		spans[i] = errnotice_span(argv[i], lens[i]);
	assert_true(errnotice_event_decode(&read, spans, n / 2, &err));
	assert_true(errnotice_span_is(read.field[ERRNOTICE_FIELD_MESSAGE], "下单失败"));
	assert_true(errnotice_span_is(read.field[ERRNOTICE_FIELD_ID], id));
	assert_int_equal(read.time_ms, 1795547783581);
	assert_int_equal(read.count, 1);
	assert_int_equal(read.refused, 0);
	free(pack);
}

static bool opens_with(enum errnotice_field field, const char *value, struct errnotice_err *err)
{
	struct errnotice_pack *pack = calloc(1, sizeof *pack);
	struct errnotice_event event;
	bool good;

	err->text[0] = '\0';
	fill(pack, field, value);
	good = errnotice_pack_open(&event, pack, err);
	free(pack);
	return good;
}

static void poison_is_refused_by_the_name_of_its_field(void **state)
{
	static const struct {
		enum errnotice_field field;
		const char *value, *named;
	} poison[] = {
		{ERRNOTICE_FIELD_V, "2", "v is not 1"},
		{ERRNOTICE_FIELD_V, "", "v is missing"},
		{ERRNOTICE_FIELD_ID, "no id", "id is not a UUID"},
		{ERRNOTICE_FIELD_TIME, "soon", "time is not a number"},
		{ERRNOTICE_FIELD_TIME, "-1", "time is not a number"},
		{ERRNOTICE_FIELD_COUNT, "0", "count is not a whole number from 1 to 1000000000"},
		{ERRNOTICE_FIELD_COUNT, "1000000001", "count is not"},
		{ERRNOTICE_FIELD_COUNT, "99999999999999999999", "count is not"},
		{ERRNOTICE_FIELD_FP, "A750BCD39C6AD155", "fp is not 16"},
		{ERRNOTICE_FIELD_REFUSED, "x", "refused is not a number"},
	};
	struct errnotice_err err;

	for (size_t i = 0; i < sizeof poison / sizeof *poison; i++) {
		assert_false(opens_with(poison[i].field, poison[i].value, &err));
		assert_non_null(strstr(err.text, poison[i].named));
	}
	assert_true(opens_with(ERRNOTICE_FIELD_COUNT, "4312", &err));
	assert_true(opens_with(ERRNOTICE_FIELD_REFUSED, "1795547783", &err));
}

static void a_field_over_its_limit_is_poison_and_one_at_it_is_not(void **state)
{
	struct errnotice_event event;
	struct errnotice_err err = {""};
	char long_code[65];
	struct errnotice_span spans[] = {errnotice_span_of("v"), errnotice_span_of("1"),
		errnotice_span_of("id"), errnotice_span_of(id), errnotice_span_of("time"),
		errnotice_span_of("1"), errnotice_span_of("fp"), errnotice_span_of(fp),
		errnotice_span_of("unknown"), errnotice_span_of("x"), errnotice_span_of("code"),
		errnotice_span(long_code, 64)};

	memset(long_code, 'x', sizeof long_code);
	assert_true(errnotice_event_decode(&event, spans, 6, &err));
	spans[11].len = 65;
	assert_false(errnotice_event_decode(&event, spans, 6, &err));
	assert_string_equal(err.text, "code is 65 bytes long, over its limit of 64");
}

static void a_pack_holds_every_field_at_its_limit(void **state)
{
	struct errnotice_pack *pack = calloc(1, sizeof *pack);
	char *big = malloc(20000);

	memset(big, 'a', 20000);
	errnotice_pack_reset(pack);
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++)
		errnotice_pack_text(pack, (enum errnotice_field)i, big, 20000);
	assert_int_equal(pack->len, ERRNOTICE_PACK_MAX);
	errnotice_pack_text(pack, ERRNOTICE_FIELD_CODE, "again", 5); /* the first stays */
	assert_int_equal(pack->len, ERRNOTICE_PACK_MAX);
	assert_int_equal(errnotice_pack_get(pack, ERRNOTICE_FIELD_DETAIL).len, 16384);
	free(big);
	free(pack);
}

/* Every byte of a good pack set to every value, and every length cut short: refused or read, never outside of it. */
static void a_damaged_pack_is_never_read_beyond_its_end(void **state)
{
	struct errnotice_pack *pack = calloc(1, sizeof *pack);
	struct errnotice_event event;
	struct errnotice_err err = {""};
	uint32_t whole;

	fill(pack, ERRNOTICE_FIELD_CODE, "10012");
	whole = pack->len;
	for (uint32_t at = 0; at < whole; at++) {
		char was = pack->bytes[at];

		for (int value = 0; value < 256; value++) {
			pack->bytes[at] = (char)value;
			if (!errnotice_pack_open(&event, pack, &err))
				continue;
			for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++)
				if (event.field[i].len)
					assert_true(event.field[i].data >= pack->bytes
						    && event.field[i].data + event.field[i].len
							       <= pack->bytes + whole);
		}
		pack->bytes[at] = was;
	}
	memcpy(pack->bytes + whole, (char[]){ERRNOTICE_FIELD_CODE, 1, 0, 'x'}, 4); /* a second time */
	pack->len = whole + 4;
	assert_false(errnotice_pack_open(&event, pack, &err));
	for (pack->len = 0; pack->len < whole; pack->len++)
		assert_false(errnotice_pack_open(&event, pack, &err));
	pack->len = UINT32_MAX;
	assert_false(errnotice_pack_open(&event, pack, &err));
	free(pack);
}

/* Values as Redis returns them: nothing stands behind them. */
static void decode_stays_within_each_value(void **state)
{
	static const struct {
		const char *name, *value;
	} last[] = {{"v", "1"}, {"id", id}, {"time", "1795547783581"}, {"fp", fp}, {"count", "1"},
		{"refused", "1"}};

	for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
		for (size_t len = 0; len <= strlen(last[i].value); len++) {
			struct errnotice_event event;
			struct errnotice_span spans[] = {errnotice_span_of("v"), errnotice_span_of("1"),
				errnotice_span_of("id"), errnotice_span_of(id), errnotice_span_of("time"),
				errnotice_span_of("1"), errnotice_span_of("fp"), errnotice_span_of(fp),
				errnotice_span_of(last[i].name), {NULL, 0}};

			spans[9] = errnotice_span(edge_copy(last[i].value, len), len);
			if (!errnotice_event_decode(&event, spans, 5, NULL))
				assert_true(len < strlen(last[i].value));
		}
	}
}

static void of_a_field_that_stands_twice_the_last_counts(void **state)
{
	struct errnotice_event event;
	struct errnotice_span spans[] = {errnotice_span_of("v"), errnotice_span_of("1"),
		errnotice_span_of("id"), errnotice_span_of(id), errnotice_span_of("time"),
		errnotice_span_of("x"), errnotice_span_of("fp"), errnotice_span_of(fp),
		errnotice_span_of("time"), errnotice_span_of("7")};

	assert_true(errnotice_event_decode(&event, spans, 5, NULL));
	assert_int_equal(event.time_ms, 7);
	assert_false(errnotice_event_decode(&event, spans, 4, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_one_half_packs_the_other_half_reads),
		cmocka_unit_test(poison_is_refused_by_the_name_of_its_field),
		cmocka_unit_test(a_field_over_its_limit_is_poison_and_one_at_it_is_not),
		cmocka_unit_test(decode_stays_within_each_value),
		cmocka_unit_test(of_a_field_that_stands_twice_the_last_counts),
		cmocka_unit_test(a_pack_holds_every_field_at_its_limit),
		cmocka_unit_test(a_damaged_pack_is_never_read_beyond_its_end),
	};

	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
