#include <string.h>

#include "ext/counters.h"
#include "ext/handover/batch.h"
#include "ext/handover/parcel.h"

static bool append(
	struct errnotice_transport *transport, const char *a, const char *b, const char *c, const char *d)
{
	const char *argv[4] = {a, b, c, d};
	size_t lens[4], argc = 0;

	while (argc < 4 && argv[argc]) {
		lens[argc] = strlen(argv[argc]);
		argc++;
	}
	return errnotice_transport_command(transport, argc, argv, lens);
}

static bool append_event(struct errnotice_batch *batch, const struct errnotice_event *event)
{
	const char *argv[3 + 2 * ERRNOTICE_FIELD_COUNT_] = {"XADD", batch->stream, "*"};
	size_t lens[3 + 2 * ERRNOTICE_FIELD_COUNT_] = {4, strlen(batch->stream), 1};
	size_t argc = 3 + errnotice_event_encode(event, argv + 3, lens + 3);

	return errnotice_transport_command(batch->transport, argc, argv, lens);
}

static size_t size_of(const struct errnotice_event *event)
{
	size_t size = 0;

	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++)
		size += event->field[i].len;
	return size;
}

static void give_back(struct errnotice_slot **slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slots[i])
			errnotice_slot_mark(slots[i], ERRNOTICE_SLOT_FINAL);
}

/* Appends what fits of `n` slots and keeps those in the list; returns how many, -1 without memory. */
static int append_events(struct errnotice_batch *batch, struct errnotice_slot **slots, size_t n)
{
	size_t bytes = 0, i;
	int appended = 0;

	for (i = 0; i < n && bytes < ERRNOTICE_BATCH_BYTES; i++) {
		struct errnotice_event *event = errnotice_parcel_open(slots[i], batch->peer);

		if (!event)
			continue;
		event->field[ERRNOTICE_FIELD_SOURCE] = errnotice_span_of(batch->source);
		if (!append_event(batch, event)) {
			give_back(slots, (size_t)appended);
			appended = -1;
			break;
		}
		bytes += size_of(event);
		batch->counts[appended] = event->count;
		slots[appended++] = slots[i];
	}
	give_back(slots + i, n - i);
	return appended;
}

/* One answer; a refusal is noted in `err` (the first one stays) and is no reason to stop reading. */
static bool read_answer(struct errnotice_batch *batch, const char *command, struct errnotice_reply *reply,
	struct errnotice_err *err)
{
	enum errnotice_progress progress =
		errnotice_transport_reply(batch->transport, batch->deadline_ms, reply, err);

	if (progress != ERRNOTICE_DONE)
		return false;
	batch->replies++;
	if (reply->kind != ERRNOTICE_REPLY_ERROR)
		return true;
	errnotice_err_set(err, "%s was refused: %s", command, reply->text);
	if (!batch->refusal[0])
		strcpy(batch->refusal, reply->text);
	return true;
}

static void acknowledge(struct errnotice_batch *batch, struct errnotice_slot *slot, uint64_t count)
{
	errnotice_slot_release(slot);
	errnotice_count(ERRNOTICE_COUNT_sent);
	atomic_fetch_add(&batch->peer->acknowledged, count);
}

/* `N-N`, as XADD answers when the entry is on the stream; anything else acknowledges nothing. */
static bool is_stream_id(const struct errnotice_reply *reply)
{
	static const char digits[] = "0123456789";
	size_t before = strspn(reply->text, digits);
	const char *behind = reply->text + before + 1;

	return reply->kind == ERRNOTICE_REPLY_TEXT && before > 0 && reply->text[before] == '-'
	       && behind[0] != '\0' && behind[strspn(behind, digits)] == '\0';
}

static bool read_event_answer(struct errnotice_batch *batch, struct errnotice_slot **slot, uint64_t count,
	struct errnotice_err *err)
{
	struct errnotice_reply reply;

	if (!read_answer(batch, "XADD", &reply, err))
		return false;
	if (is_stream_id(&reply)) {
		acknowledge(batch, *slot, count);
		*slot = NULL;
	} else if (reply.kind != ERRNOTICE_REPLY_ERROR) {
		errnotice_slot_doubt(*slot);
		errnotice_err_set(err, "XADD was answered by something that is no id");
	}
	return true;
}

static bool read_beat_answer(struct errnotice_batch *batch, struct errnotice_err *err)
{
	struct errnotice_reply reply;

	if (errnotice_transport_reply(batch->transport, batch->deadline_ms, &reply, err) != ERRNOTICE_DONE)
		return false;
	atomic_store(&batch->peer->beat_refused, reply.kind == ERRNOTICE_REPLY_ERROR);
	return true;
}

/* What is neither refused nor answered by an id may have been taken. */
static void doubt(struct errnotice_slot **slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		errnotice_slot_doubt(slots[i]);
}

static bool read_answers(
	struct errnotice_batch *batch, struct errnotice_slot **slots, int events, struct errnotice_err *err)
{
	struct errnotice_reply reply;

	for (int i = 0; i < events; i++)
		if (!read_event_answer(batch, &slots[i], batch->counts[i], err)) {
			doubt(slots + i, (size_t)(events - i));
			return false;
		}
	if (!read_answer(batch, "XLEN", &reply, err))
		return false;
	if (reply.kind == ERRNOTICE_REPLY_INTEGER)
		atomic_store(&batch->peer->stream_len, reply.integer);
	if (batch->beat && !read_beat_answer(batch, err))
		return false;
	return err->text[0] == '\0';
}

static bool append_rest(struct errnotice_batch *batch)
{
	return append(batch->transport, "XLEN", batch->stream, NULL, NULL)
	       && (!batch->beat || append(batch->transport, "HSET", batch->hosts, batch->host, batch->beat));
}

bool errnotice_batch_send(struct errnotice_batch *batch, struct errnotice_err *err)
{
	struct errnotice_slot *slots[ERRNOTICE_BATCH_EVENTS];
	size_t most = batch->most < ERRNOTICE_BATCH_EVENTS ? batch->most : ERRNOTICE_BATCH_EVENTS;
	size_t n = errnotice_slot_take(batch->peer_index, slots, most);
	int events = append_events(batch, slots, n);
	bool sent;

	batch->replies = 0;
	batch->refusal[0] = '\0';
	batch->rest = n == most || events < (int)n;
	if (events < 0 || !append_rest(batch)) {
		errnotice_transport_close(batch->transport);
		errnotice_err_set(err, "no memory for the commands");
		events = events < 0 ? 0 : events;
		sent = false;
	} else {
		sent = read_answers(batch, slots, events, err);
	}
	give_back(slots, (size_t)events);
	return sent;
}
