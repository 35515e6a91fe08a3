#include "consumer/deliver/summary.h"

#include <stdlib.h>
#include "consumer/deliver/message.h"
#include "consumer/deliver/random.h"
#include "consumer/store/notices.h"
#include "consumer/store/summaries.h"

/* A message, and what it is kept for. */
struct telling {
	const struct conf_robot *robot;
	struct daily day;
	int64_t now_s;
	char uuid[RANDOM_UUID];
	char *body;
};

static bool keep(struct store *store, const struct telling *t, struct errnotice_err *err)
{
	int64_t id;
	bool mine;

	if (!summaries_claim(store, &t->day, t->now_s, &mine, err)) {
		return false;
	}
	return !mine
	       || notices_say(store, t->robot->name, SUMMARIES_ABOUT, t->body, t->uuid, false, t->now_s,
		       t->now_s, &id, err);
}

static bool begin(struct store *store, const struct telling *t, struct errnotice_err *err)
{
	return summaries_begin(store, t->day.date, err);
}

static bool commit(struct store *store, const struct telling *t,
	bool (*change)(struct store *, const struct telling *, struct errnotice_err *),
	struct errnotice_err *err)
{
	return store_end(store, store_begin(store, err) && change(store, t, err), err);
}

static bool compose(
	const struct summary *summary, const struct conf *conf, struct telling *t, struct errnotice_err *err)
{
	struct errnotice_err no_zone = {0};
	struct zone *zone = zone_open(t->robot->timezone, &no_zone);

	random_uuid(t->uuid);
	t->body = message_summary(summary, conf, &(struct message_to){t->robot, zone, t->uuid});
	zone_free(zone);
	return t->body || errnotice_err_set(err, "no memory for a message");
}

/* Read and worded before the transaction: a day has many minutes, and those who count would wait. */
static bool tell(struct store *store, const struct conf *conf, struct telling *t, struct errnotice_err *err)
{
	struct summary *summary = malloc(sizeof(*summary));

	if (!summary) {
		return errnotice_err_set(err, "no memory for a summary");
	}
	bool fine = summaries_read(store, &t->day, summary, err) && compose(summary, conf, t, err)
		    && commit(store, t, keep, err);
	free(t->body);
	free(summary);
	return fine;
}

bool summary_turn(struct store *store, const struct conf *conf, int64_t now_s, struct errnotice_err *err)
{
	int64_t told;

	if (!conf->summary.at.is_set || !conf->summary.robot) {
		return true;
	}
	struct telling telling = {
		.robot = conf->summary.robot, .day = daily_newest(&conf->summary.at, now_s), .now_s = now_s};
	int64_t date = telling.day.date;
	if (!summaries_newest(store, &told, err)) {
		return false;
	}
	/* a clock that was ahead must not silence it; one day ahead may be another consumer's clock */
	if (told > date + DAILY_DAY_S) {
		return commit(store, &telling, begin, err);
	}
	return told >= date || tell(store, conf, &telling, err);
}
