#include "consumer/ingest/rounds.h"

#include "common/clock.h"
#include "common/place.h"
#include "consumer/ingest/watch.h"
#include "consumer/log.h"

static void tell(const struct watch_news *news)
{
	if (news->silent > 0) {
		log_warn("%zu hosts have had no heartbeat for too long: see errnotice_host", news->silent);
	}
	if (news->back > 0) {
		log_info("%zu hosts have a heartbeat again", news->back);
	}
}

/* Those that were silent for a month: the store forgets them when they are there no more. */
static bool forget(
	struct rounds *rounds, struct queue *queue, const struct watch_news *news, struct errnotice_err *err)
{
	for (size_t i = 0; i < news->gone_count && !rounds->told_gone; i++) {
		bool done;
		if (!queue_forget_host(queue, news->gone[i], &done, err)) {
			return false;
		}
		if (!done) {
			log_warn(
				"HDEL " ERRNOTICE_HOSTS_KEY " is refused: hosts that are no more stay in it");
			rounds->told_gone = true;
		}
	}
	return true;
}

static enum rounds_end make(struct rounds *rounds, struct queue *queue, struct store *store,
	const struct conf *conf, struct roster *roster, int64_t now_s, struct errnotice_err *err)
{
	struct watch_news news;

	if (!queue_roster(queue, roster, err)) {
		return ROUNDS_QUEUE_FAILED;
	}
	if (!roster->whole) {
		return ROUNDS_FINE;
	}
	if (!watch_look(store, conf, roster, now_s, &news, err)) {
		return ROUNDS_STORE_FAILED;
	}
	tell(&news);
	if (!forget(rounds, queue, &news, err)) {
		return ROUNDS_QUEUE_FAILED;
	}
	return news.silent + news.back > 0 ? ROUNDS_NEWS : ROUNDS_FINE;
}

enum rounds_end rounds_make(struct rounds *rounds, struct queue *queue, struct store *store,
	const struct conf *conf, int64_t now_s, struct errnotice_err *err)
{
	struct roster roster = {0};
	int64_t now_ms = errnotice_clock_ms();

	/* in a drain the next batch is under way nearly always: then as soon as it is not */
	if (conf->hosts.silent_after_s == 0 || queue_is_ahead(queue)
		|| (rounds->made_ms && now_ms - rounds->made_ms < WATCH_EVERY_S * 1000)) {
		return ROUNDS_FINE;
	}
	rounds->made_ms = now_ms;
	enum rounds_end end = make(rounds, queue, store, conf, &roster, now_s, err);
	roster_clear(&roster);
	return end;
}
