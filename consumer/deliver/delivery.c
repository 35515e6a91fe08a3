#include "consumer/deliver/delivery.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include "common/clock.h"
#include "consumer/deliver/calendar.h"
#include "consumer/deliver/choice.h"
#include "consumer/deliver/dingtalk.h"
#include "consumer/deliver/lane.h"
#include "consumer/deliver/outbox.h"
#include "consumer/deliver/outcome.h"
#include "consumer/deliver/random.h"
#include "consumer/deliver/take.h"
#include "consumer/log.h"
#include "consumer/vitals.h"
#include "consumer/waits.h"

enum {
	CALM_MS = 250, /* a robot that waits for its budget is looked at no oftener, however much comes in */
	STORE_MS = 1000, /* until the store is tried again */
	SLEEP_MS = 5000,
	PAUSE_MOST_MS = 600000,
};

struct delivery {
	const struct conf *conf;
	struct store *store;
	struct dingtalk *dingtalk;
	struct lane *lanes;
	size_t lane_count;
	struct choice *choice;
	char sender[RANDOM_UUID];
	int64_t pause_ms; /* no request from this host before, and then one, whose answer decides; 0: none */
	int64_t turn_ms;  /* of the calendar, the next; at the start as if the clock had been put back */
	bool turn_failed; /* that was logged */
	int wake_fd;
	atomic_bool stopping;
	pthread_t thread;
};

/* --- the outbox and the budget say what is next; the message is made and kept before it is sent --- */

static void complain_store(struct lane *lane, const struct errnotice_err *err)
{
	vitals_add(VITALS_STORE_FAILURES, 1);
	if (!lane->store_failed) {
		log_error("robot %s: %s; tried again every second", lane->robot->name, err->text);
		lane->store_failed = true;
	}
	lane->look_ms = errnotice_clock_unix_ms() + STORE_MS;
}

/* False with a reason: nothing went out, and nothing will. */
static bool begin(struct delivery *d, struct lane *lane, const char *body, struct errnotice_err *err)
{
	int64_t now_ms = errnotice_clock_unix_ms();

	/* who stood still since the turn was taken has no time left in it: another may be sending by now */
	if (now_ms >= lane->post_ms) {
		return errnotice_err_set(err, "this process stood still");
	}
	return dingtalk_send(d->dingtalk, lane->robot, body, now_ms + lane->ahead_ms, lane, err);
}

static void post(struct delivery *d, struct lane *lane, const char *body)
{
	struct errnotice_err err = {0};

	lane->busy = true;
	lane->ended = false;
	if (!begin(d, lane, body, &err)) {
		answer_unreached(&lane->answer, ANSWER_FAULT_OTHER, false, err.text);
		lane->answer.ours = true;
		lane->ended_ms = errnotice_clock_unix_ms();
		lane->date_s = -1;
		lane->ended = true;
	}
}

/* Read-only first: most looks find nothing to do, and writing takes the store's only turn. */
static bool is_worth(struct delivery *d, struct lane *lane, int64_t now_ms, struct errnotice_err *err)
{
	bool fine = choice_make(d->choice, d->store, d->conf, lane, d->sender, now_ms, err);
	choice_clear(d->choice);
	if (fine && d->choice->kind == CHOICE_WAIT) {
		lane->look_ms = d->choice->at_ms;
		lane->calm_ms = d->choice->budget ? now_ms + CALM_MS : 0;
	}
	return fine && d->choice->kind != CHOICE_WAIT;
}

static bool is_paused(const struct delivery *d, int64_t now_ms)
{
	bool busy = false;

	if (d->pause_ms == 0 || d->pause_ms > now_ms + PAUSE_MOST_MS) { /* the clock was put back */
		return false;
	}
	for (size_t i = 0; i < d->lane_count; i++) {
		busy = busy || d->lanes[i].busy;
	}
	return d->pause_ms > now_ms || busy;
}

static void look(struct delivery *d, struct lane *lane, int64_t now_ms)
{
	struct errnotice_err err = {0};
	char *body = NULL;

	if (is_paused(d, now_ms)) {
		lane->look_ms = now_ms + CALM_MS;
	} else if (is_worth(d, lane, now_ms, &err)
		   && take(&(struct take){d->store, d->conf, d->choice, d->sender, errnotice_clock_unix_ms},
			   lane, &body, &err)
		   && body) {
		post(d, lane, body);
	}
	free(body);
	if (*err.text) {
		complain_store(lane, &err);
	}
}

/* --- the answer goes back into the outbox --- */

static void heard(int64_t thrown_ms, uint64_t events, void *context)
{
	const struct lane *lane = context;
	(void)events; /* the first of them is what the time is about */
	vitals_took(VITALS_TIME_TOLD, lane->ended_ms - thrown_ms, 1);
}

static void measure(struct delivery *d, struct lane *lane)
{
	struct errnotice_err err = {0};
	if (!notices_first_throws(d->store, lane->notice, heard, lane, &err)) {
		log_warn("robot %s: %s", lane->robot->name, err.text);
	}
}

static void look_soon(struct delivery *d, int64_t now_ms)
{
	for (size_t i = 0; i < d->lane_count; i++) {
		struct lane *lane = &d->lanes[i];
		int64_t at = lane->calm_ms > now_ms ? lane->calm_ms : now_ms;
		if (!lane->store_failed && at < lane->look_ms) {
			lane->look_ms = at;
		}
	}
}

/* The whole host; said once. */
static void pause_host(struct delivery *d, const struct lane *lane)
{
	if (lane->answer.host && d->pause_ms == 0) {
		log_warn("robot %s: %s; no robot is called for %" PRId64 " s; %s", lane->robot->name,
			lane->answer.problem, lane->answer.least_ms / 1000, lane->answer.remedy);
	}
	d->pause_ms = lane->answer.host ? lane->ended_ms + lane->answer.least_ms : 0;
}

/* Judged once, recorded until the store takes it: till then the robot has no further turn. */
static void answered(struct delivery *d, struct lane *lane)
{
	struct errnotice_err err = {0};
	struct lane before = *lane;
	uint32_t random = random_number();
	enum outcome outcome = outcome_judge(lane, random);

	if (!outcome_record(d->store, lane, d->sender, &outcome, random, &err)) {
		*lane = before;
		complain_store(lane, &err);
		return;
	}
	lane->busy = lane->ended = lane->store_failed = false;
	lane->look_ms = errnotice_clock_unix_ms();
	pause_host(d, lane);
	outcome_log(lane, outcome);
	if (outcome == OUTCOME_TOLD) {
		measure(d, lane);
	}
	if (lane->breaker.retry_at_ms) { /* another may have to speak for it */
		look_soon(d, lane->look_ms);
	}
}

static void collect(struct delivery *d)
{
	struct dingtalk_end end;
	while (dingtalk_next(d->dingtalk, &end)) {
		struct lane *lane = end.tag;
		lane->answer = end.answer;
		lane->date_s = end.date_s;
		lane->ended_ms = lane->look_ms = errnotice_clock_unix_ms();
		lane->ended = true;
	}
}

/* --- the thread --- */

/* Something new: all look now, those that wait for budget not too often. */
static void awake(struct delivery *d, int64_t now_ms)
{
	uint64_t times;
	if (read(d->wake_fd, &times, sizeof(times)) == sizeof(times)) {
		look_soon(d, now_ms);
	}
}

/*
 * A robot that did not work may have been repaired: that is what restarts and reloads are for.  What is in the future
 * is called back then, and after the clock was put back, and not always: it may be of a consumer whose clock is ahead.
 */
static bool give_chances(struct delivery *d, int64_t now_ms, struct errnotice_err *err)
{
	bool fine = store_begin(d->store, err) && robots_call_back(d->store, now_ms, err);
	for (size_t i = 0; i < d->lane_count && fine; i++) {
		fine = robots_forgive(d->store, d->lanes[i].key, err);
	}
	return store_end(d->store, fine, err);
}

static void turn_calendar(struct delivery *d, int64_t now_ms)
{
	struct errnotice_err err = {0};
	bool put_back = d->turn_ms > now_ms + CALENDAR_EVERY_MS;

	if (d->turn_ms > now_ms && !put_back) {
		return;
	}
	bool caught_up = waits_lag() >= 0 && waits_lag() <= d->conf->queue.batch;
	bool fine = !put_back || give_chances(d, now_ms, &err);
	d->turn_ms = fine ? now_ms + CALENDAR_EVERY_MS : INT64_MAX;
	fine = fine && calendar_turn(d->store, d->conf, now_ms / 1000, caught_up, &err);
	if (!fine && !d->turn_failed) {
		vitals_add(VITALS_STORE_FAILURES, 1);
		log_error("notices: %s; tried again every %d s", err.text, CALENDAR_EVERY_MS / 1000);
	}
	d->turn_failed = !fine;
}

static bool is_stopping(struct delivery *d)
{
	return atomic_load(&d->stopping);
}

/* Each part may wait for the store for seconds: at a stop the store is asked for what was answered, once. */
static void serve(struct delivery *d, struct lane *lane, int64_t now_ms, bool *refused)
{
	if (lane->look_ms > now_ms + SLEEP_MS) { /* the clock was put back */
		lane->look_ms = now_ms;
	}
	if (lane->ended && lane->look_ms <= now_ms && !(*refused && is_stopping(d))) {
		answered(d, lane);
		*refused = lane->ended;
	}
	if (!lane->busy && !is_stopping(d) && lane->look_ms <= now_ms) {
		look(d, lane, now_ms);
	}
}

/* Returns how long nothing is to be done; -1: everything is done for good. */
static int work(struct delivery *d, int64_t now_ms)
{
	bool busy = false, refused = false;
	int64_t next = now_ms + CALENDAR_EVERY_MS;

	if (!outbox_stands(&d->store, d->conf, d->lanes, d->lane_count, &busy)) {
		return is_stopping(d) && !busy ? -1 : STORE_MS;
	}
	if (!is_stopping(d)) {
		turn_calendar(d, now_ms);
	}
	for (size_t i = 0; i < d->lane_count; i++) {
		struct lane *lane = &d->lanes[i];
		serve(d, lane, now_ms, &refused);
		/* at the stop an answer that the store does not take is left: the message is sent again, and known by its msgUuid */
		busy = busy || (lane->busy && !lane->ended);
		if ((!lane->busy || lane->ended) && lane->look_ms < next) {
			next = lane->look_ms;
		}
	}
	if (is_stopping(d) && !busy) {
		return -1;
	}
	return next <= now_ms ? 0 : (int)(next - now_ms);
}

static bool wait_for_store(struct delivery *d)
{
	while (!is_stopping(d)) {
		d->store = outbox_open(d->conf);
		if (d->store) {
			return true;
		}
		dingtalk_poll(d->dingtalk, d->wake_fd, STORE_MS);
		awake(d, errnotice_clock_unix_ms());
	}
	return false;
}

static void *run(void *context)
{
	struct delivery *d = context;

	if (!wait_for_store(d)) {
		return NULL;
	}
	for (int wait_ms; (wait_ms = work(d, errnotice_clock_unix_ms())) >= 0;) {
		dingtalk_poll(d->dingtalk, d->wake_fd, wait_ms);
		collect(d);
		awake(d, errnotice_clock_unix_ms());
	}
	return NULL;
}

/* --- start, wake, stop --- */

static void delivery_free(struct delivery *d)
{
	dingtalk_close(d->dingtalk);
	for (size_t i = 0; i < d->lane_count; i++) {
		lane_clear(&d->lanes[i]);
	}
	if (d->wake_fd >= 0) {
		close(d->wake_fd);
	}
	store_close(d->store);
	free(d->lanes);
	free(d->choice);
	free(d);
}

static bool open_lanes(struct delivery *d, const struct conf *conf, struct errnotice_err *err)
{
	d->lanes = calloc(conf->robot_count + 1, sizeof(*d->lanes));
	d->choice = calloc(1, sizeof(*d->choice));
	if (!d->lanes || !d->choice) {
		return errnotice_err_set(err, "delivery: no memory");
	}
	for (; d->lane_count < conf->robot_count; d->lane_count++) {
		struct errnotice_err zone = {0};
		if (!lane_init(&d->lanes[d->lane_count], &conf->robots[d->lane_count], &zone)) {
			log_warn("robot %s: time zone: %s; its messages say UTC",
				conf->robots[d->lane_count].name, zone.text);
		}
	}
	return true;
}

static bool open_all(struct delivery *d, const struct conf *conf, struct errnotice_err *err)
{
	d->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (d->wake_fd < 0) {
		return errnotice_err_set(err, "delivery: eventfd: %s", strerror(errno));
	}
	random_uuid(d->sender);
	d->dingtalk = dingtalk_open(err);
	return d->dingtalk && open_lanes(d, conf, err);
}

struct delivery *delivery_start(const struct conf *conf, struct errnotice_err *err)
{
	struct delivery *d = calloc(1, sizeof(*d));
	if (!d) {
		errnotice_err_set(err, "delivery: no memory");
		return NULL;
	}
	d->conf = conf;
	d->wake_fd = -1;
	d->turn_ms = INT64_MAX;
	bool fine = open_all(d, conf, err);
	int failed = fine ? pthread_create(&d->thread, NULL, run, d) : 0;
	if (!fine || failed) {
		if (failed) {
			errnotice_err_set(err, "delivery: %s", strerror(failed));
		}
		delivery_free(d);
		return NULL;
	}
	return d;
}

void delivery_wake(struct delivery *delivery)
{
	uint64_t once = 1;
	/* full means that it is awake already */
	ssize_t written = write(delivery->wake_fd, &once, sizeof(once));
	(void)written;
}

void delivery_halt(struct delivery *delivery)
{
	if (delivery) {
		atomic_store(&delivery->stopping, true);
		delivery_wake(delivery);
	}
}

void delivery_stop(struct delivery *delivery)
{
	if (!delivery) {
		return;
	}
	delivery_halt(delivery);
	pthread_join(delivery->thread, NULL);
	delivery_free(delivery);
}
