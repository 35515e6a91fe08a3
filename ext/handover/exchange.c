#include <stdio.h>
#include <string.h>

#include "common/clock.h"
#include "common/place.h"
#include "common/redis_redirect.h"
#include "ext/counters.h"
#include "ext/handover/batch.h"
#include "ext/handover/complaint.h"
#include "ext/handover/exchange.h"
#include "ext/handover/heartbeat.h"
#include "ext/handover/link.h"
#include "ext/handover/process.h"
#include "ext/handover/slot.h"

#define FULL_LOOK_MS 1000  /* between two looks at a stream that is full */
#define PROBE_MS     30000 /* a probe that got no answer for so long is begun anew */
#define NO_WAIT      0     /* a deadline that has passed */
#define TRIES        5     /* of one batch, each at another node */
#define BEAT_ROOM    400   /* two numbers, a version, a source and a stream */

/* Of this process, told by the pid: a forked child starts with nothing.  The outbox lets one thread in at a time. */
static struct errnotice_link current;
static struct {
	_Atomic pid_t pid; /* 0: none under way; asked by every thread */
	unsigned peer_index;
	int64_t since_ms;
} probe;
static pid_t waited; /* the process that waited in vain since the last success */

bool errnotice_exchange_probes(void)
{
	return probe.pid != 0 && probe.pid == errnotice_process_id();
}

uint32_t errnotice_exchange_probed(void)
{
	return errnotice_exchange_probes() ? (uint32_t)1 << probe.peer_index : 0;
}

static void hang_up(void)
{
	errnotice_link_close(&current);
	probe.pid = 0;
}

void errnotice_exchange_close(void)
{
	hang_up();
	errnotice_channel_forget();
	waited = 0;
}

static bool fail(struct errnotice_exchange *exchange, const struct errnotice_err *err)
{
	struct errnotice_peer *peer = exchange->peer;

	snprintf(peer->reason, sizeof(peer->reason), "%.159s", err->text);
	errnotice_breaker_failure(&peer->breaker, errnotice_clock_ms());
	errnotice_count(ERRNOTICE_COUNT_refused);
	hang_up();
	exchange->failed = true;
	return false;
}

static void succeed(struct errnotice_exchange *exchange)
{
	errnotice_breaker_success(&exchange->peer->breaker);
	atomic_store(&exchange->peer->answered_at_ms, errnotice_clock_ms());
	probe.pid = 0;
	waited = 0;
}

static void complain(const struct errnotice_exchange *exchange)
{
	const struct errnotice_endpoint *endpoint = exchange->endpoint;
	char where[300];

	if (exchange->failed) {
		errnotice_redis_url_show(&endpoint->redis, where, sizeof(where));
		errnotice_complain(ERRNOTICE_COMPLAINT_REDIS,
			"%.100s does not take events (%.140s); they are kept, and sent later", where,
			exchange->peer->reason);
	}
	if (exchange->full)
		errnotice_complain(ERRNOTICE_COMPLAINT_STREAM_FULL,
			"stream %.100s has %ld entries (errnotice.stream_limit): events are kept; does the "
			"consumer run?",
			endpoint->stream, (long)exchange->peer->stream_len);
}

/* -- the connection ------------------------------------------------------ */

/* True when the connection is ready; false also when a probe has to be looked at again later. */
static bool get_ready(struct errnotice_exchange *exchange, int64_t deadline_ms)
{
	struct errnotice_err err = {.text = ""};

	switch (errnotice_link_ready(&current, deadline_ms, &err)) {
	case ERRNOTICE_DONE:
		return true;
	case ERRNOTICE_NOT_YET:
		if (deadline_ms == NO_WAIT)
			return false;
		break;
	case ERRNOTICE_FAILED:
		break;
	}
	return fail(exchange, &err);
}

static bool get_ready_and_wait(struct errnotice_exchange *exchange)
{
	if (get_ready(exchange, exchange->deadline_ms))
		return true;
	waited = errnotice_process_id();
	return false;
}

static bool connect_and_wait(struct errnotice_exchange *exchange)
{
	const struct errnotice_redis_url *url = &exchange->endpoint->redis;

	if (current.stage == ERRNOTICE_LINK_READY && errnotice_link_usable(&current, url))
		return true;
	errnotice_link_open(&current, url);
	return get_ready_and_wait(exchange);
}

static bool my_probe(const struct errnotice_exchange *exchange)
{
	return errnotice_exchange_probes() && probe.peer_index == exchange->peer_index;
}

/* Goes on with a probe as far as that takes no time; one that breaks off is begun anew once. */
static bool go_on_probing(struct errnotice_exchange *exchange)
{
	const struct errnotice_redis_url *url = &exchange->endpoint->redis;

	if (errnotice_link_usable(&current, url)) {
		enum errnotice_progress progress = errnotice_link_ready(&current, NO_WAIT, NULL);

		if (progress != ERRNOTICE_FAILED)
			return progress == ERRNOTICE_DONE;
	}
	errnotice_link_open(&current, url);
	return get_ready(exchange, NO_WAIT);
}

static bool begin_probe(struct errnotice_exchange *exchange, int64_t now_ms)
{
	/* one that waits for a Redis that is only stopped is answered as soon as that goes on */
	if (!my_probe(exchange) || now_ms - probe.since_ms > PROBE_MS) {
		hang_up();
		probe.pid = errnotice_process_id();
		probe.peer_index = exchange->peer_index;
		probe.since_ms = now_ms;
	}
	return go_on_probing(exchange);
}

/* True when the peer can be talked to now. */
static bool reach(struct errnotice_exchange *exchange)
{
	int64_t now_ms = errnotice_clock_ms();

	switch (errnotice_breaker_ask(&exchange->peer->breaker, now_ms)) {
	case ERRNOTICE_GATE_CLOSED:
		return connect_and_wait(exchange);
	case ERRNOTICE_GATE_PROBE:
		return exchange->last ? connect_and_wait(exchange) : begin_probe(exchange, now_ms);
	case ERRNOTICE_GATE_OPEN:
		break;
	}
	if (exchange->last && waited != errnotice_process_id())
		return connect_and_wait(exchange);
	return my_probe(exchange) && go_on_probing(exchange);
}

/* -- the stream's limit -------------------------------------------------- */

/* True while events have to stay; once a second one process is sent to look (`*look`). */
static bool is_full(struct errnotice_peer *peer, bool *look)
{
	int64_t until_ms = atomic_load(&peer->full_until_ms);
	int64_t now_ms = errnotice_clock_ms();

	*look = until_ms != 0 && now_ms >= until_ms
		&& atomic_compare_exchange_strong(&peer->full_until_ms, &until_ms, now_ms + FULL_LOOK_MS);
	return until_ms != 0;
}

/* How many events still go in, by what is known of the stream's length. */
static size_t room_in(const struct errnotice_exchange *exchange)
{
	struct errnotice_peer *peer = exchange->peer;
	int64_t len = atomic_load(&peer->stream_len);
	int64_t room = exchange->endpoint->stream_limit - (len > 0 ? len : 0);

	if (room > 0) {
		atomic_store(&peer->full_until_ms, 0);
		return (size_t)room;
	}
	atomic_store(&peer->full_until_ms, errnotice_clock_ms() + FULL_LOOK_MS);
	return 0;
}

/* -- the events ---------------------------------------------------------- */

/* Whether the same may be sent once more: an idle connection was closed, or Redis said where else to go. */
static bool goes_on(struct errnotice_exchange *exchange, const struct errnotice_batch *batch, int tries)
{
	if (tries == TRIES || errnotice_clock_ms() >= exchange->deadline_ms)
		return false;
	if (errnotice_link_follows(&current, batch->refusal))
		return true;
	if (tries > 1 || batch->replies > 0 || current.transport.state != ERRNOTICE_TRANSPORT_CLOSED)
		return false;
	errnotice_link_open(&current, &exchange->endpoint->redis);
	return true;
}

/* One batch.  `rest`: further events may wait. */
static bool send_batch(struct errnotice_exchange *exchange, size_t most, const char *beat, bool *rest)
{
	char hosts[sizeof(ERRNOTICE_HOSTS_KEY) + sizeof(exchange->endpoint->stream) + 2] =
		ERRNOTICE_HOSTS_KEY;
	struct errnotice_batch batch = {
		.transport = &current.transport,
		.peer = exchange->peer,
		.stream = exchange->endpoint->stream,
		.source = exchange->source,
		.peer_index = exchange->peer_index,
		.most = most,
		.beat = beat,
		.hosts = hosts,
		.host = exchange->host,
		.deadline_ms = exchange->deadline_ms,
	};
	struct errnotice_err err;
	int tries = 0;

	/* on another node it would be refused each time */
	if (exchange->endpoint->redis.way == ERRNOTICE_REDIS_CLUSTER)
		errnotice_redis_key_beside(hosts, sizeof(hosts), ERRNOTICE_HOSTS_KEY, batch.stream);
	do {
		if (tries > 0 && !get_ready_and_wait(exchange))
			return false;
		err.text[0] = '\0';
		if (errnotice_batch_send(&batch, &err)) {
			*rest = batch.rest;
			return true;
		}
	} while (goes_on(exchange, &batch, ++tries));
	*rest = batch.rest;
	waited = errnotice_process_id();
	return fail(exchange, &err);
}

/* A batch that cannot end in time is left for the next hand-over. */
static bool has_time(const struct errnotice_exchange *exchange)
{
	return exchange->deadline_ms - errnotice_clock_ms() > exchange->endpoint->timeout_ms / 2;
}

static void send_all(struct errnotice_exchange *exchange, bool held)
{
	size_t most = held ? 0 : room_in(exchange);
	bool rest;

	do {
		if (!send_batch(exchange, most, NULL, &rest))
			return;
		succeed(exchange);
		most = room_in(exchange);
		rest = rest && errnotice_slot_waits(exchange->peer_index);
		exchange->full = rest && most == 0;
	} while (rest && most > 0 && has_time(exchange));
}

/* On its own, behind the events: so it tells of them, too, and what it tells can be compared with what arrived. */
static void send_beat(struct errnotice_exchange *exchange)
{
	char beat[BEAT_ROOM];
	bool rest;

	errnotice_heartbeat_format(beat, sizeof(beat), exchange->peer, exchange->version, exchange->source,
		exchange->endpoint->stream, errnotice_clock_unix_ms());
	if (send_batch(exchange, 0, beat, &rest))
		succeed(exchange);
	else
		errnotice_heartbeat_return(exchange->peer);
}

static void run(struct errnotice_exchange *exchange)
{
	struct errnotice_peer *peer = exchange->peer;
	bool look, beats, events, held = is_full(peer, &look);

	exchange->failed = false;
	exchange->full = held;
	exchange->away = true;
	beats = exchange->heartbeat && errnotice_heartbeat_due(peer, errnotice_clock_ms());
	if ((held && !look && !beats) || !reach(exchange))
		return;
	events = !beats || errnotice_slot_waits(exchange->peer_index);
	exchange->full = false;
	if (events)
		send_all(exchange, held);
	beats = beats && !exchange->failed && (!events || has_time(exchange));
	if (beats && errnotice_heartbeat_claim(peer, errnotice_clock_ms()))
		send_beat(exchange);
	exchange->away = exchange->failed || exchange->full;
}

void errnotice_exchange_run(struct errnotice_exchange *exchange)
{
	run(exchange);
	complain(exchange);
}
