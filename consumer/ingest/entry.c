#include "consumer/ingest/entry.h"

#include <stdint.h>
#include <stdio.h>
#include "common/number.h"
#include "common/text.h"
#include "common/uuid.h"

/* SQLite takes no blob much larger, and no producer of ours sends a hundredth of it. */
static const size_t WHOLE_MOST = 64 << 20;

/* --- poison --- */

static size_t netstring_size(struct errnotice_span text)
{
	return (size_t)snprintf(NULL, 0, "%zu", text.len) + text.len + 2;
}

static char *put_netstring(char *at, struct errnotice_span text)
{
	at += sprintf(at, "%zu:", text.len);
	if (text.len > 0) {
		memcpy(at, text.data, text.len);
	}
	at[text.len] = ',';
	return at + text.len + 1;
}

static bool keep_whole(struct entry *entry, const struct queue_entry *from, struct arena *arena)
{
	size_t size = 0, spans = 2 * from->pairs, fit = 0;

	while (fit < spans && size + netstring_size(from->spans[fit]) <= WHOLE_MOST) {
		size += netstring_size(from->spans[fit++]);
	}
	char *whole = arena_take(arena, size + 1), *at = whole;
	if (!whole) {
		return false;
	}
	for (size_t i = 0; i < fit; i++) {
		at = put_netstring(at, from->spans[i]);
	}
	entry->whole = errnotice_span(whole, size);
	return true;
}

static bool make_poison(struct entry *entry, const struct queue_entry *from, const char *reason,
	struct arena *arena, struct errnotice_err *err)
{
	char *copy = arena_take(arena, sizeof(err->text));

	if (!copy || !keep_whole(entry, from, arena)) {
		return errnotice_err_set(err, "queue: no memory");
	}
	size_t len = errnotice_text_clean(copy, sizeof(err->text) - 1, reason, strlen(reason));
	copy[len] = '\0';
	entry->kind = ENTRY_POISON;
	entry->reason = copy;
	return true;
}

/* --- whose it is --- */

/* The queue took it from its sender, readable or not. */
static void read_source(struct entry *entry)
{
	struct errnotice_span source = entry->event.field[ERRNOTICE_FIELD_SOURCE];
	unsigned char id[16];
	int64_t count;

	if (errnotice_uuid_parse(id, source.data, source.len)) {
		entry->source = source;
	}
	if (errnotice_number_read(entry->event.field[ERRNOTICE_FIELD_COUNT], &count) && count > 0
		&& count <= ERRNOTICE_COUNT_MAX) {
		entry->errors = (uint64_t)count;
	}
}

/* --- events --- */

static bool is_plain(struct errnotice_span text)
{
	unsigned char all = 0;
	bool nul = false;

	for (size_t i = 0; i < text.len; i++) {
		all |= (unsigned char)text.data[i];
		nul |= text.data[i] == '\0';
	}
	return all < 0x80 && !nul;
}

/* The extension sends clean text; others can write to the stream as well. */
static bool clean(struct errnotice_span *text, size_t limit, struct arena *arena)
{
	if (is_plain(*text)) {
		return true;
	}
	char *copy = arena_take(arena, limit);
	if (copy) {
		text->len = errnotice_text_clean(copy, limit, text->data, text->len);
		text->data = copy;
	}
	return copy;
}

static bool read_event(struct entry *entry, struct arena *arena, struct errnotice_err *err)
{
	struct errnotice_event *event = &entry->event;
	struct errnotice_span id = event->field[ERRNOTICE_FIELD_ID];

	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++) {
		if (!clean(&event->field[i], errnotice_field_limit(i), arena)) {
			return errnotice_err_set(err, "queue: no memory");
		}
	}
	entry->kind =
		errnotice_span_is(event->field[ERRNOTICE_FIELD_KIND], "lost") ? ENTRY_LOST : ENTRY_EVENT;
	return errnotice_uuid_parse(entry->id, id.data, id.len) || errnotice_err_set(err, "id is not a UUID");
}

bool entry_read(
	struct entry *entry, const struct queue_entry *from, struct arena *arena, struct errnotice_err *err)
{
	struct errnotice_err why = {""};

	*entry = (struct entry){.stream_id = from->stream_id, .errors = 1};
	if (from->gone) {
		entry->kind = ENTRY_GONE;
		return true;
	}
	bool sound = errnotice_event_decode(&entry->event, from->spans, from->pairs, &why);
	read_source(entry);
	if (!sound) {
		return make_poison(entry, from, why.text, arena, err);
	}
	return read_event(entry, arena, err);
}
