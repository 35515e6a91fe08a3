#include <string.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/text.h"
#include "ext/handover/bequest.h"
#include "ext/handover/detour.h"
#include "ext/handover/exchange.h"
#include "ext/handover/heartbeat.h"
#include "ext/handover/lost.h"
#include "ext/handover/numbers.h"
#include "ext/handover/outbox.h"
#include "ext/handover/process.h"
#include "ext/handover/shared.h"

#define LOOK_MS         250   /* between two thorough looks for dead owners; a quick one is taken each time */
#define LAST_ROUNDS     9     /* hand-overs where no later one comes: numbers need a slot each */
#define LAST_MS         1000  /* for the spool, where no later hand-over comes */
#define TIMEOUT_MOST_MS 10000 /* as errnotice.timeout takes it */
#define ROUNDS          16    /* that a thread hands over in a row for others that found it at work */

static struct errnotice_outbox_setup setup;
static char host[65]; /* of gethostname() */

/* Of this process and all its threads; a forked child may keep what it inherits of these. */
static _Atomic int known_peer = -1; /* where the last hand-over went */
static _Atomic uint32_t
	used_peers; /* set of those that events were captured for: with some SAPIs more than one */
static _Atomic uint64_t idle_claims; /* shared->claims when the last look found no slot in use at all */
static _Atomic bool served;          /* this process has run a request: it is no php-fpm master */
static _Atomic pid_t busy;           /* who hands over; a child may inherit its parent's */
static _Atomic bool again;           /* a thread came while another handed over */
static pid_t looked;                 /* who has looked thoroughly already */

bool errnotice_outbox_startup(const struct errnotice_outbox_setup *given, struct errnotice_err *err)
{
	bool is_open;

	setup = *given;
	if (gethostname(host, sizeof(host) - 1) != 0)
		strcpy(host, "unknown");
	is_open = errnotice_shared_open(given->slots, err);
	if (is_open)
		errnotice_process_startup();
	/* also without a mapping: no worker is to inherit the file */
	if (setup.reloads)
		errnotice_bequest_take(setup.version);
	return is_open;
}

/* -- where this process sends to ----------------------------------------- */

static int own_peer(struct errnotice_shared *shared)
{
	const struct errnotice_endpoint *endpoint = setup.endpoint();

	return endpoint ? errnotice_peer_index(shared->peers, endpoint) : -1;
}

/* -- slots --------------------------------------------------------------- */

struct errnotice_slot *errnotice_outbox_claim(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct errnotice_slot_tally tally;
	struct errnotice_slot *slot;
	int peer;

	if (!shared)
		return NULL;
	peer = own_peer(shared);
	if (peer < 0)
		return NULL;
	atomic_fetch_or(&used_peers, (uint32_t)1 << peer);
	slot = errnotice_slot_claim((unsigned)peer);
	if (slot)
		return slot;
	/* candidates of dead processes are worth nothing */
	errnotice_slot_sweep(0, false, &tally);
	return errnotice_slot_claim((unsigned)peer);
}

bool errnotice_outbox_allows_detail(uint64_t fp, int64_t minute)
{
	struct errnotice_shared *shared = errnotice_shared();
	const struct errnotice_endpoint *endpoint = shared ? setup.endpoint() : NULL;

	return endpoint && errnotice_limiter_allows(&shared->details, fp, minute, endpoint->detail_limit);
}

/* -- one thread at a time ------------------------------------------------ */

static bool enter(void)
{
	pid_t self = errnotice_process_id(), holder = 0;

	if (atomic_compare_exchange_strong(&busy, &holder, self))
		return true;
	return holder != self && atomic_compare_exchange_strong(&busy, &holder, self);
}

static void leave(void)
{
	atomic_store(&busy, 0);
}

/* -- what found no slot -------------------------------------------------- */

struct errnotice_slot *errnotice_outbox_squeeze(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	int peer = shared ? own_peer(shared) : -1;
	struct errnotice_slot *slot = NULL;

	if (peer < 0 || !enter())
		return NULL;
	slot = errnotice_numbers_make((unsigned)peer);
	leave();
	if (slot)
		errnotice_complain(ERRNOTICE_COMPLAINT_LOST,
			"all %u slots are taken (errnotice.slots): of some events only the number is kept",
			(unsigned)errnotice_shared_slots());
	return slot;
}

void errnotice_outbox_lost(uint64_t count)
{
	struct errnotice_shared *shared = errnotice_shared();
	int peer = shared ? own_peer(shared) : -1;

	errnotice_count_many(ERRNOTICE_COUNT_lost, count);
	if (peer < 0)
		return;
	atomic_fetch_add(&shared->peers[peer].lost[ERRNOTICE_LOSS_NO_SLOT], count);
	errnotice_complain(ERRNOTICE_COMPLAINT_LOST,
		"all %u slots are taken (errnotice.slots): events are only counted",
		(unsigned)errnotice_shared_slots());
}

/* The number moves into a slot of its own, and is from then on as safe as any event. */
static void tell_lost(struct errnotice_peer *peer, unsigned index, enum errnotice_loss loss)
{
	struct errnotice_slot *slot;
	uint64_t count;

	if (atomic_load_explicit(&peer->lost[loss], memory_order_relaxed) == 0)
		return;
	slot = errnotice_slot_claim(index);
	if (!slot)
		return;
	count = atomic_exchange(&peer->lost[loss], 0);
	if (count > 0
		&& errnotice_lost_write(errnotice_slot_pack(slot), loss, count, host, setup.sapi,
			errnotice_clock_unix_ms())) {
		errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
		return;
	}
	atomic_fetch_add(&peer->lost[loss], count);
	errnotice_slot_release(slot);
}

/* -- hand-over ----------------------------------------------------------- */

/* A thorough look reads /proc for every owner of a slot: a new process's first one is, then some a second. */
static bool looks_thoroughly(struct errnotice_shared *shared)
{
	int64_t last_ms = atomic_load(&shared->looked_at_ms);
	int64_t now_ms = errnotice_clock_ms();

	if (now_ms - last_ms >= LOOK_MS
		&& atomic_compare_exchange_strong(&shared->looked_at_ms, &last_ms, now_ms)) {
		looked = errnotice_process_id();
		return true;
	}
	if (looked == errnotice_process_id())
		return false;
	looked = errnotice_process_id();
	return true;
}

/* Who comes second has the first go round once more, which sees its events. */
static bool enter_or_leave_word(void)
{
	if (enter())
		return true;
	atomic_store(&again, true);
	/* the first one may have looked for a word just before */
	return enter();
}

struct turn {
	uint32_t serves; /* set of peers to which this process sends */
	bool last;       /* as in exchange.h */
	bool beats;      /* a heartbeat of the own peer is wanted, also without events */
	int own;         /* own peer, -1: none */
};

static uint32_t served_peers(int own)
{
	return used_peers | (own >= 0 ? (uint32_t)1 << own : 0);
}

/* Another's endpoint, out of memory that others can write: its texts end, its numbers are possible ones. */
static const struct errnotice_endpoint *copy_to(
	struct errnotice_endpoint *copy, const struct errnotice_endpoint *shared)
{
	*copy = *shared;
	errnotice_redis_url_tame(&copy->redis);
	copy->stream[sizeof(copy->stream) - 1] = '\0';
	copy->timeout_ms = copy->timeout_ms < 1 || copy->timeout_ms > TIMEOUT_MOST_MS ? 1 : copy->timeout_ms;
	return copy;
}

/*
 * Another's files are not opened: he may not be allowed to read what this process
 * can, which may be root's, and a FIFO would hold it up.
 */
static bool names_files(const struct errnotice_redis_url *url)
{
	return url->ca[0] || url->cert[0] || url->key[0];
}

/* What Redis does not take goes to the spool at once: a later hand-over may not come. */
static void make_detour(const struct turn *turn, const struct errnotice_exchange *exchange)
{
	const struct errnotice_spool_place *place = setup.spool();
	struct errnotice_detour detour = {
		.place = place,
		.peer = exchange->peer,
		.peer_index = exchange->peer_index,
		.source = exchange->source,
		.deadline_ms = errnotice_clock_ms() + (turn->last ? LAST_MS : exchange->endpoint->timeout_ms),
		.last = turn->last,
	};

	if (!place)
		return;
	errnotice_detour_run(&detour);
}

static void serve(struct errnotice_shared *shared, const struct turn *turn, unsigned index)
{
	struct errnotice_peer *peer = &shared->peers[index];
	struct errnotice_endpoint others;
	bool own = (int)index == turn->own;
	const struct errnotice_endpoint *endpoint =
		own ? setup.endpoint() : copy_to(&others, &peer->endpoint);
	char source[ERRNOTICE_UUID_LEN + 1];
	struct errnotice_exchange exchange = {
		.peer = peer,
		.peer_index = index,
		.endpoint = endpoint,
		.deadline_ms = errnotice_clock_ms() + endpoint->timeout_ms,
		.last = turn->last,
		.source = source,
		.heartbeat = setup.heartbeat && own,
		.host = host,
		.version = setup.version,
	};

	/* by what makes the heartbeat: a pool that sets another one is counted in it, too */
	errnotice_peer_source(peer, setup.heartbeat && peer->endpoint.heartbeat_s > 0, source);
	if (!own && names_files(&endpoint->redis))
		exchange.away = true;
	else
		errnotice_exchange_run(&exchange);
	if (exchange.full)
		errnotice_count(ERRNOTICE_COUNT_stream_full);
	if (exchange.away)
		make_detour(turn, &exchange);
}

/*
 * The order of places: what is final goes to Redis; what that does not take goes to
 * the spool; what that does not take stays where it is; what had no slot goes along
 * as a number.
 */
static void hand_over(struct errnotice_shared *shared, const struct turn *turn)
{
	uint64_t claims = atomic_load(&shared->claims);
	struct errnotice_slot_tally tally;
	uint32_t peers, held = 0;

	for (int loss = 0; turn->own >= 0 && loss < ERRNOTICE_LOSSES_; loss++)
		tell_lost(&shared->peers[turn->own], (unsigned)turn->own, loss);
	for (unsigned i = 0; errnotice_numbers_any() && i < ERRNOTICE_PEERS; i++)
		if (turn->serves & (uint32_t)1 << i && !errnotice_numbers_tell(i, turn->last))
			held |= (uint32_t)1 << i;
	errnotice_slot_sweep(turn->serves, turn->last || looks_thoroughly(shared), &tally);
	errnotice_count_many(ERRNOTICE_COUNT_adopted, tally.adopted);
	if (tally.used == 0 && !errnotice_numbers_any())
		idle_claims = claims;
	peers = (tally.final_peers & turn->serves) | (turn->beats ? (uint32_t)1 << turn->own : 0)
		| errnotice_exchange_probed() | held;
	for (unsigned i = 0; i < ERRNOTICE_PEERS; i++)
		if (peers & (uint32_t)1 << i)
			serve(shared, turn, i);
}

/* Having entered; leaves. */
static void take_turns(struct errnotice_shared *shared, struct turn *turn)
{
	for (int round = 0; round == 0 || (round < ROUNDS && atomic_load(&again) && enter()); round++) {
		atomic_store(&again, false);
		turn->serves = served_peers(turn->own);
		hand_over(shared, turn);
		leave();
	}
}

void errnotice_outbox_flush(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct turn turn = {.own = -1};

	atomic_store_explicit(&served, true, memory_order_relaxed);
	if (!shared
		|| (atomic_load_explicit(&shared->claims, memory_order_acquire)
				== atomic_load_explicit(&idle_claims, memory_order_relaxed)
			&& !errnotice_exchange_probes()))
		return;
	if (!enter_or_leave_word())
		return;
	turn.own = own_peer(shared);
	known_peer = turn.own;
	take_turns(shared, &turn);
}

bool errnotice_outbox_heartbeat_due(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	int known = atomic_load_explicit(&known_peer, memory_order_relaxed);

	return shared && setup.heartbeat
	       && (known < 0 || errnotice_heartbeat_due(&shared->peers[known], errnotice_clock_coarse_ms()));
}

void errnotice_outbox_heartbeat(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct turn turn = {.beats = true};

	if (!shared || !setup.heartbeat)
		return;
	known_peer = turn.own = own_peer(shared);
	if (turn.own < 0 || !errnotice_heartbeat_due(&shared->peers[turn.own], errnotice_clock_ms())
		|| !enter())
		return;
	take_turns(shared, &turn);
}

/* php-fpm may have gone into the background since MINIT: then its master is who has never run a request. */
static bool tree_ends_here(const struct errnotice_shared *shared)
{
	struct errnotice_process owner = {(uint32_t)shared->owner, 0};

	return shared->owner == errnotice_process_id() || (!served && !errnotice_process_alive(owner, true));
}

void errnotice_outbox_shutdown(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct turn turn = {.last = true};

	if (!shared)
		return;
	if (enter()) {
		turn.own = own_peer(shared);
		turn.serves = tree_ends_here(shared) ? UINT32_MAX : served_peers(turn.own);
		errnotice_slot_settle();
		/* what makes room for the numbers goes first */
		for (int i = 0; i == 0 || (i < LAST_ROUNDS && errnotice_numbers_any()); i++)
			hand_over(shared, &turn);
		if (setup.reloads && tree_ends_here(shared))
			errnotice_bequest_leave(setup.version);
		leave();
	}
	errnotice_exchange_close();
	errnotice_shared_close();
	errnotice_process_shutdown();
	known_peer = -1;
	used_peers = 0;
	idle_claims = 0;
}

bool errnotice_outbox_status(struct errnotice_outbox_status *status)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct errnotice_slot_tally tally;
	const struct errnotice_spool_place *place = setup.spool();
	const struct errnotice_peer *peer;
	int own;

	memset(status, 0, sizeof(*status));
	status->stream_len = -1;
	if (!shared)
		return false;
	errnotice_slot_count(&tally);
	status->slots = errnotice_shared_slots();
	status->used = tally.used;
	status->candidates = tally.candidates;
	status->waiting = tally.waiting;
	if (place)
		errnotice_spool_say(place, status->spool, sizeof(status->spool));
	own = own_peer(shared);
	if (own < 0)
		status->redis = ERRNOTICE_REDIS_NO_PLACE;
	if (own < 0)
		return true;
	peer = &shared->peers[own];
	status->stream_len = atomic_load(&peer->stream_len);
	status->acknowledged = atomic_load(&peer->acknowledged);
	status->heartbeat_refused = atomic_load(&peer->beat_refused) != 0;
	status->retry_in_ms = errnotice_breaker_retry_in_ms(&peer->breaker, errnotice_clock_ms());
	if (status->retry_in_ms >= 0)
		status->redis = ERRNOTICE_REDIS_DOWN;
	else if (atomic_load(&peer->full_until_ms) != 0)
		status->redis = ERRNOTICE_REDIS_FULL;
	else
		status->redis =
			atomic_load(&peer->answered_at_ms) ? ERRNOTICE_REDIS_UP : ERRNOTICE_REDIS_UNUSED;
	errnotice_text_line(status->reason, sizeof(status->reason) - 1, peer->reason,
		strnlen(peer->reason, sizeof(peer->reason)));
	return true;
}
