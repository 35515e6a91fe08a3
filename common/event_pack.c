#include "common/event_pack.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include "common/text.h"

enum { HEAD = 3 }; /* field number, length low, length high */

void errnotice_pack_reset(struct errnotice_pack *pack)
{
	pack->len = 0;
}

/* Read once and bounded: a pack in shared memory may be another's to write, too. */
static size_t used_of(const struct errnotice_pack *pack)
{
	uint32_t len = *(const volatile uint32_t *)&pack->len;

	return len <= ERRNOTICE_PACK_MAX ? len : ERRNOTICE_PACK_MAX;
}

static size_t length_at(const char *head)
{
	return (size_t)(unsigned char)head[1] | (size_t)(unsigned char)head[2] << 8;
}

struct errnotice_span errnotice_pack_get(const struct errnotice_pack *pack, enum errnotice_field field)
{
	const char *at = pack->bytes, *end = pack->bytes + used_of(pack);

	while (end - at >= HEAD) {
		size_t len = length_at(at);

		if (len > (size_t)(end - at - HEAD))
			break;
		if ((unsigned char)at[0] == field)
			return errnotice_span(at + HEAD, len);
		at += HEAD + len;
	}
	return errnotice_span(NULL, 0);
}

static bool holds(const struct errnotice_pack *pack, enum errnotice_field field)
{
	return errnotice_pack_get(pack, field).data != NULL;
}

char *errnotice_pack_reserve(struct errnotice_pack *pack, enum errnotice_field field, size_t *room)
{
	size_t used = used_of(pack), limit = errnotice_field_limit(field);
	char *head = pack->bytes + used;

	if (ERRNOTICE_PACK_MAX - used < HEAD + limit || holds(pack, field))
		return NULL;
	head[0] = (char)field;
	*room = limit;
	return head + HEAD;
}

void errnotice_pack_commit(struct errnotice_pack *pack, size_t used)
{
	size_t before = used_of(pack);
	char *head = pack->bytes + before;

	if (ERRNOTICE_PACK_MAX - before < HEAD + used)
		return;
	head[1] = (char)(used & 0xFF);
	head[2] = (char)(used >> 8);
	atomic_signal_fence(memory_order_release); /* killed before here: a pack without this field */
	pack->len = (uint32_t)(before + HEAD + used);
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
	uint32_t len = pack->len;

	memset(event, 0, sizeof(*event));
	if (len > ERRNOTICE_PACK_MAX || !unpack(event->field, pack, len))
		return errnotice_err_set(err, "the packed event is damaged");
	return errnotice_event_check(event, err);
}
