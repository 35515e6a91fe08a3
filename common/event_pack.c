#include "common/event_pack.h"

#include <stdatomic.h>
#include <stdio.h>
#include "common/text.h"

enum { HEAD = 3 }; /* field number, length low, length high */

void errnotice_pack_reset(struct errnotice_pack *pack)
{
	pack->len = 0;
}

static size_t length_at(const char *head)
{
	return (size_t)(unsigned char)head[1] | (size_t)(unsigned char)head[2] << 8;
}

struct errnotice_span errnotice_pack_get(const struct errnotice_pack *pack, enum errnotice_field field)
{
	const char *at = pack->bytes, *end = pack->bytes + pack->len;

	while (at < end) {
		if ((unsigned char)at[0] == field)
			return errnotice_span(at + HEAD, length_at(at));
		at += HEAD + length_at(at);
	}
	return errnotice_span(NULL, 0);
}

static bool holds(const struct errnotice_pack *pack, enum errnotice_field field)
{
	return errnotice_pack_get(pack, field).data != NULL;
}

char *errnotice_pack_reserve(struct errnotice_pack *pack, enum errnotice_field field, size_t *room)
{
	char *head = pack->bytes + pack->len;

	if (holds(pack, field))
		return NULL;
	head[0] = (char)field;
	*room = errnotice_field_limit(field);
	return head + HEAD;
}

void errnotice_pack_commit(struct errnotice_pack *pack, size_t used)
{
	char *head = pack->bytes + pack->len;

	head[1] = (char)(used & 0xFF);
	head[2] = (char)(used >> 8);
	atomic_signal_fence(memory_order_release); /* killed before here: a pack without this field */
	pack->len += HEAD + (uint32_t)used;
}

void errnotice_pack_text(
	struct errnotice_pack *pack, enum errnotice_field field, const char *data, size_t len)
{
	size_t room;
	char *into = errnotice_pack_reserve(pack, field, &room);

	if (into)
		errnotice_pack_commit(pack, errnotice_text_clean(into, room, data, len));
}

void errnotice_pack_int(struct errnotice_pack *pack, enum errnotice_field field, int64_t value)
{
	char text[24];
	int len = snprintf(text, sizeof text, "%lld", (long long)value);

	errnotice_pack_text(pack, field, text, (size_t)len);
}

/* Bounds first, on a length that is read once: the memory may change under an attacker's hands. */
static bool unpack(struct errnotice_span *field, const struct errnotice_pack *pack, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t number, size;

		if (len - at < HEAD)
			return false;
		number = (unsigned char)pack->bytes[at];
		size = length_at(pack->bytes + at);
		at += HEAD;
		if (number >= ERRNOTICE_FIELD_COUNT_ || size > len - at || field[number].data)
			return false;
		field[number] = errnotice_span(pack->bytes + at, size);
		at += size;
	}
	return true;
}

bool errnotice_pack_open(
	struct errnotice_event *event, const struct errnotice_pack *pack, struct errnotice_err *err)
{
	struct errnotice_span fields[ERRNOTICE_FIELD_COUNT_] = {{NULL, 0}};
	struct errnotice_span pairs[2 * ERRNOTICE_FIELD_COUNT_];
	uint32_t len = pack->len;

	if (len > ERRNOTICE_PACK_MAX || !unpack(fields, pack, len))
		return errnotice_err_set(err, "the packed event is damaged");
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++) {
		pairs[2 * i] = errnotice_span_of(errnotice_field_name((enum errnotice_field)i));
		pairs[2 * i + 1] = fields[i];
	}
	return errnotice_event_decode(event, pairs, ERRNOTICE_FIELD_COUNT_, err);
}
