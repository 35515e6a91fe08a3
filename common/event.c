#include "common/event.h"

#include "common/fingerprint.h"
#include "common/number.h"
#include "common/uuid.h"

static const struct {
	const char *name;
	size_t name_len;
	size_t limit;
} fields[] = {
#define X(name, wire, limit) {wire, sizeof wire - 1, limit},
	ERRNOTICE_EVENT_FIELDS(X)
#undef X
};

const char *errnotice_field_name(enum errnotice_field field)
{
	return fields[field].name;
}

size_t errnotice_field_limit(enum errnotice_field field)
{
	return fields[field].limit;
}

static bool field_of(struct errnotice_span name, enum errnotice_field *field)
{
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++) {
		if (name.len == fields[i].name_len && memcmp(name.data, fields[i].name, name.len) == 0) {
			*field = (enum errnotice_field)i;
			return true;
		}
	}
	return false;
}

static bool is_fingerprint(struct errnotice_span fp)
{
	if (fp.len != ERRNOTICE_FP_LEN)
		return false;
	for (size_t i = 0; i < fp.len; i++)
		if (!memchr("0123456789abcdef", fp.data[i], 16))
			return false;
	return true;
}

static bool check_limits(const struct errnotice_event *event, struct errnotice_err *err)
{
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++)
		if (event->field[i].len > fields[i].limit)
			return errnotice_err_set(err, "%s is %zu bytes long, over its limit of %zu",
				fields[i].name, event->field[i].len, fields[i].limit);
	return true;
}

static bool read_numbers(struct errnotice_event *event, struct errnotice_err *err)
{
	struct errnotice_span *field = event->field;
	int64_t count = 1;

	event->refused = 0;
	if (!errnotice_number_read(field[ERRNOTICE_FIELD_TIME], &event->time_ms) || event->time_ms < 0)
		return errnotice_err_set(err, "time is not a number of milliseconds");
	if (field[ERRNOTICE_FIELD_COUNT].len
		&& (!errnotice_number_read(field[ERRNOTICE_FIELD_COUNT], &count) || count < 1
			|| count > ERRNOTICE_COUNT_MAX))
		return errnotice_err_set(
			err, "count is not a whole number from 1 to %d", ERRNOTICE_COUNT_MAX);
	if (field[ERRNOTICE_FIELD_REFUSED].len
		&& (!errnotice_number_read(field[ERRNOTICE_FIELD_REFUSED], &event->refused)
			|| event->refused < 0))
		return errnotice_err_set(err, "refused is not a number of seconds");
	event->count = (uint64_t)count;
	return true;
}

static bool check_version(struct errnotice_span v, struct errnotice_err *err)
{
	if (v.len == 0)
		return errnotice_err_set(err, "v is missing");
	if (!errnotice_span_is(v, ERRNOTICE_EVENT_VERSION))
		return errnotice_err_set(
			err, "v is not " ERRNOTICE_EVENT_VERSION ": this version cannot read it");
	return true;
}

bool errnotice_event_check(struct errnotice_event *event, struct errnotice_err *err)
{
	unsigned char id[16];

	if (!check_version(event->field[ERRNOTICE_FIELD_V], err) || !check_limits(event, err))
		return false;
	if (!errnotice_uuid_parse(
		    id, event->field[ERRNOTICE_FIELD_ID].data, event->field[ERRNOTICE_FIELD_ID].len))
		return errnotice_err_set(err, "id is not a UUID");
	if (!is_fingerprint(event->field[ERRNOTICE_FIELD_FP]))
		return errnotice_err_set(err, "fp is not 16 lower-case hex digits");
	return read_numbers(event, err);
}

bool errnotice_event_decode(struct errnotice_event *event, const struct errnotice_span *spans, size_t pairs,
	struct errnotice_err *err)
{
	enum errnotice_field field;

	memset(event, 0, sizeof *event);
	for (size_t i = 0; i < pairs; i++)
		if (field_of(spans[2 * i], &field))
			event->field[field] = spans[2 * i + 1];
	return errnotice_event_check(event, err);
}

size_t errnotice_event_encode(const struct errnotice_event *event, const char **argv, size_t *lens)
{
	size_t used = 0;

	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++) {
		if ((i == ERRNOTICE_FIELD_REFUSED || i == ERRNOTICE_FIELD_SOURCE) && event->field[i].len == 0)
			continue;
		argv[used] = fields[i].name;
		lens[used++] = fields[i].name_len;
		argv[used] = event->field[i].len ? event->field[i].data : "";
		lens[used++] = event->field[i].len;
	}
	return used;
}
