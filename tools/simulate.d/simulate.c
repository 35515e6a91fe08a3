/*
 * simulate -- what a group would have read of a day: the real counting, planning and wording, in a time of its own.
 *
 *   simulate CONFIGURATION DAY STORE [--quiet]
 *
 * Every message is accepted, ANSWER_MS after it was sent.  Ends with 1 where a
 * robot was asked for more than twenty messages in a minute, where an error of
 * the day was not counted, or where the books do not balance.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/uuid.h"
#include "consumer/deliver/calendar.h"
#include "consumer/deliver/outcome.h"
#include "consumer/deliver/take.h"
#include "consumer/ingest/batch.h"
#include "tools/simulate.d/day.h"

enum {
	MIDNIGHT_S = 1772380800, /* 2026-03-02 in Shanghai */
	AFTER_S = 3600,          /* what is still to be told when the day is over */
	ANSWER_MS = 150,
	CALM_MS = 250, /* as in delivery.c */
	TURN_S = CALENDAR_EVERY_MS / 1000,
	FIELDS = 18,
	AT_ONCE = 4096,
	ISSUES = 1 << 16, /* slots of a table: fewer than half are used */
	WINDOW_MOST = 20
};

/* The first event of an issue, and the message that told of it. */
struct first {
	char fp[17];
	int64_t came_ms, told_ms; /* 0: not yet */
};

struct channel {
	struct lane lane;
	int64_t sent_ms[WINDOW_MOST + 1]; /* the newest, a ring */
	uint64_t messages, most_in_window;
};

struct simulation {
	struct conf *conf;
	struct store *store;
	struct batch *batch;
	struct channel *channels;
	struct choice *choice;
	struct first *firsts; /* ISSUES of them, by fingerprint */
	struct day day;
	size_t next; /* of the day's rows */
	uint64_t ids;
	bool quiet;
	struct errnotice_err err;
};

static int64_t now_ms;

static int64_t clock_ms(void)
{
	return now_ms;
}

static struct first *first_of(struct simulation *s, const char *fp)
{
	size_t at = strtoull(fp, NULL, 16) % ISSUES;
	while (*s->firsts[at].fp && strcmp(s->firsts[at].fp, fp) != 0) {
		at = (at + 1) % ISSUES;
	}
	return &s->firsts[at];
}

/* --- what happens is counted --- */

struct entry_text {
	struct errnotice_span spans[2 * FIELDS];
	char id[ERRNOTICE_UUID_LEN + 1], time[24], count[24];
	size_t pairs;
};

static void put(struct entry_text *text, const char *name, const char *value)
{
	text->spans[2 * text->pairs] = errnotice_span_of(name);
	text->spans[2 * text->pairs++ + 1] = errnotice_span_of(value);
}

static void write_entry(struct simulation *s, const struct day_row *row, struct entry_text *text)
{
	unsigned char number[10] = {0};

	/* not into the bytes of which the format keeps a part only: two would be one event */
	for (int i = 9; i > 2; i--) {
		number[i] = (unsigned char)(s->ids >> 8 * (9 - i));
	}
	s->ids++;
	text->pairs = 0;
	errnotice_uuid_format(text->id, now_ms, number);
	snprintf(text->time, sizeof(text->time), "%" PRId64, now_ms);
	snprintf(text->count, sizeof(text->count), "%" PRIu64, row->count);
	put(text, "v", "1");
	put(text, "id", text->id);
	put(text, "time", text->time);
	put(text, "app", row->app);
	put(text, "env", row->env);
	put(text, "release", row->release);
	put(text, "host", "web1");
	put(text, "sapi", "fpm-fcgi");
	put(text, "kind", "exception");
	put(text, "count", text->count);
	put(text, "path", "handler");
	put(text, "class", row->class);
	put(text, "code", row->code);
	put(text, "message", row->class);
	put(text, "file", "/app/src/App.php");
	put(text, "line", "1");
	put(text, "site", row->site);
	put(text, "fp", row->fp);
}

static bool count_some(struct simulation *s, size_t count)
{
	static struct entry_text texts[AT_ONCE];
	static struct queue_entry entries[AT_ONCE];
	struct queue_batch batch = {.entries = entries, .count = count};

	for (size_t i = 0; i < count; i++) {
		const struct day_row *row = &s->day.rows[s->next + i];
		struct first *first = first_of(s, row->fp);
		if (!*first->fp) {
			strcpy(first->fp, row->fp);
			first->came_ms = now_ms;
		}
		write_entry(s, row, &texts[i]);
		entries[i] = (struct queue_entry){.stream_id = errnotice_span_of(texts[i].id),
			.spans = texts[i].spans,
			.pairs = texts[i].pairs};
	}
	s->next += count;
	return batch_read(s->batch, &batch, &s->err)
	       && batch_store(s->batch, s->store, now_ms / 1000, &s->err);
}

/* What this second brings; who waits for a budget is woken no oftener than in delivery. */
static bool count_second(struct simulation *s, int64_t second)
{
	bool any = false;
	size_t count;

	do {
		for (count = 0; count < AT_ONCE && s->next + count < s->day.count
				&& s->day.rows[s->next + count].second <= second;
			count++) {
		}
		any = any || count > 0;
		if (count > 0 && !count_some(s, count)) {
			return false;
		}
	} while (count > 0);
	for (size_t i = 0; any && i < s->conf->robot_count; i++) {
		struct lane *lane = &s->channels[i].lane;
		int64_t at = lane->calm_ms > now_ms ? lane->calm_ms : now_ms;
		lane->look_ms = at < lane->look_ms ? at : lane->look_ms;
	}
	return true;
}

/* --- what is due is told --- */

static void note_load(struct channel *channel)
{
	size_t room = WINDOW_MOST + 1;
	uint64_t in_window = 0;

	channel->sent_ms[channel->messages++ % room] = now_ms;
	for (size_t i = 0; i < room; i++) {
		in_window += channel->sent_ms[i] > now_ms - 60000;
	}
	channel->most_in_window = in_window > channel->most_in_window ? in_window : channel->most_in_window;
}

static bool note_firsts(struct simulation *s, int64_t notice)
{
	static const char sql[] = "SELECT fp FROM errnotice_notice_item WHERE notice = ? AND fresh = 1";

	struct store_statement *statement = store_statement(s->store, sql, &s->err);
	store_bind_int(statement, 1, notice);
	enum store_row row;
	while ((row = store_next(s->store, statement, &s->err)) == STORE_ROW) {
		struct first *first = first_of(s, store_column_text(statement, 0));
		first->told_ms = first->told_ms ? first->told_ms : now_ms;
	}
	return row == STORE_END;
}

static void show(const struct simulation *s, const struct lane *lane, const char *body)
{
	int64_t second = now_ms / 1000 - MIDNIGHT_S;
	json_t *json = s->quiet ? NULL : json_loads(body, 0, NULL);

	if (json) {
		printf("%02" PRId64 ":%02" PRId64 ":%02" PRId64 "  %s  %s\n", second / 3600, second / 60 % 60,
			second % 60, lane->robot->name,
			json_string_value(json_object_get(json_object_get(json, "markdown"), "title")));
	}
	json_decref(json);
}

static bool accept(struct simulation *s, struct channel *channel, const char *body)
{
	struct lane *lane = &channel->lane;

	note_load(channel);
	now_ms += ANSWER_MS;
	show(s, lane, body);
	lane->ended_ms = lane->look_ms = now_ms;
	lane->date_s = -1;
	lane->answer = (struct answer){.class = ANSWER_OK};
	enum outcome outcome = outcome_judge(lane, 0);
	return outcome_record(s->store, lane, "simulation", &outcome, 0, &s->err)
	       && note_firsts(s, lane->notice);
}

/* One look, at the lane's own time. */
static bool look(struct simulation *s, struct channel *channel)
{
	struct take with = {s->store, s->conf, s->choice, "simulation", clock_ms};
	struct lane *lane = &channel->lane;
	char *body = NULL;

	bool fine = choice_make(s->choice, s->store, s->conf, lane, "simulation", now_ms, &s->err);
	choice_clear(s->choice);
	if (!fine) {
		return false;
	}
	if (s->choice->kind == CHOICE_WAIT) {
		lane->look_ms = s->choice->at_ms > now_ms ? s->choice->at_ms : now_ms + 1;
		lane->calm_ms = s->choice->budget ? now_ms + CALM_MS : 0;
		return true;
	}
	fine = take(&with, lane, &body, &s->err) && (!body || accept(s, channel, body));
	free(body);
	return fine;
}

static bool tell_until(struct simulation *s, int64_t until_ms)
{
	int64_t begin_ms = now_ms;

	for (size_t i = 0; i < s->conf->robot_count; i++) {
		struct channel *channel = &s->channels[i];
		while (channel->lane.look_ms < until_ms) {
			now_ms = channel->lane.look_ms > begin_ms ? channel->lane.look_ms : begin_ms;
			if (!look(s, channel)) {
				return false;
			}
		}
	}
	return true;
}

/* --- the day --- */

static bool live(struct simulation *s)
{
	int64_t last = s->day.rows[s->day.count - 1].second + AFTER_S;

	for (int64_t second = s->day.rows[0].second; second <= last; second++) {
		now_ms = (MIDNIGHT_S + second) * 1000;
		if (!count_second(s, second)) {
			return false;
		}
		if (second % TURN_S == 0 && !calendar_turn(s->store, s->conf, now_ms / 1000, true, &s->err)) {
			return false;
		}
		now_ms = (MIDNIGHT_S + second) * 1000;
		if (!tell_until(s, now_ms + 1000)) {
			return false;
		}
	}
	return true;
}

static int compare(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return a < b ? -1 : a > b;
}

static void say_firsts(const struct simulation *s)
{
	int64_t *late = calloc(ISSUES, sizeof(*late));
	size_t told = 0, issues = 0;

	for (size_t i = 0; late && i < ISSUES; i++) {
		issues += *s->firsts[i].fp != '\0';
		if (s->firsts[i].told_ms) {
			late[told++] = s->firsts[i].told_ms - s->firsts[i].came_ms;
		}
	}
	printf("issues %zu, of these told %zu\n", issues, told);
	if (told > 0) {
		qsort(late, told, sizeof(*late), compare);
		printf("first message after %.1f s (median), %.1f s (95 in 100), %.1f s (the latest)\n",
			(double)late[told / 2] / 1000, (double)late[told * 95 / 100] / 1000,
			(double)late[told - 1] / 1000);
	}
	free(late);
}

static int64_t all_errors(const struct day *day)
{
	uint64_t errors = 0;

	for (size_t i = 0; i < day->count; i++) {
		errors += day->rows[i].count;
	}
	return (int64_t)errors;
}

static bool say_end(struct simulation *s)
{
	int64_t ingested, told, pending, muted, unrouted;
	bool fine = true;

	if (!store_counted(s->store, "ingested", &ingested, &s->err)
		|| !store_counted(s->store, "told", &told, &s->err)
		|| !store_counted(s->store, "pending", &pending, &s->err)
		|| !store_counted(s->store, "muted", &muted, &s->err)
		|| !store_counted(s->store, "unrouted", &unrouted, &s->err)) {
		return false;
	}
	printf("events %" PRId64 " = told %" PRId64 " + pending %" PRId64 " + muted %" PRId64
	       " + unrouted %" PRId64 "\n",
		ingested, told, pending, muted, unrouted);
	say_firsts(s);
	for (size_t i = 0; i < s->conf->robot_count; i++) {
		const struct channel *channel = &s->channels[i];
		printf("robot %s: %" PRIu64 " messages, at most %" PRIu64 " in any minute\n",
			channel->lane.robot->name, channel->messages, channel->most_in_window);
		fine = fine && channel->most_in_window <= WINDOW_MOST;
	}
	if (!fine || ingested != all_errors(&s->day) || ingested != told + pending + muted + unrouted) {
		return errnotice_err_set(&s->err, "that is wrong");
	}
	return true;
}

static bool start(struct simulation *s, const char *conf, const char *day, const char *store)
{
	struct address address = {.kind = ADDRESS_SQLITE};

	snprintf(address.path, sizeof(address.path), "%s", store);
	s->conf = conf_read(conf, stderr);
	if (!s->conf || !day_read(&s->day, day, &s->err) || !(s->store = store_open(&address, &s->err))) {
		return false;
	}
	s->batch = batch_new(s->conf);
	s->channels = calloc(s->conf->robot_count + 1, sizeof(*s->channels));
	s->choice = calloc(1, sizeof(*s->choice));
	s->firsts = calloc(ISSUES, sizeof(*s->firsts));
	if (!s->batch || !s->channels || !s->choice || !s->firsts) {
		return errnotice_err_set(&s->err, "no memory");
	}
	for (size_t i = 0; i < s->conf->robot_count; i++) {
		if (!lane_init(&s->channels[i].lane, &s->conf->robots[i], &s->err)) {
			return false;
		}
	}
	return true;
}

int main(int argc, char **argv)
{
	static struct simulation simulation;
	struct simulation *s = &simulation;

	if (argc < 4) {
		fputs("simulate CONFIGURATION DAY STORE [--quiet]\n", stderr);
		return 100;
	}
	s->quiet = argc > 4;
	bool fine = start(s, argv[1], argv[2], argv[3]) && live(s) && say_end(s);
	if (*s->err.text) {
		fprintf(stderr, "simulate: %s\n", s->err.text);
	}
	for (size_t i = 0; s->channels && i < s->conf->robot_count; i++) {
		lane_clear(&s->channels[i].lane);
	}
	batch_free(s->batch);
	store_close(s->store);
	day_clear(&s->day);
	free(s->channels);
	free(s->choice);
	free(s->firsts);
	conf_free(s->conf);
	return fine ? 0 : 1;
}
