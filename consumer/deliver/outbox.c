#include "consumer/deliver/outbox.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>
#include "consumer/log.h"
#include "consumer/store/pending.h"
#include "consumer/waits.h"

static void say_stranger(const char *robot, uint64_t events, void *context)
{
	const struct conf *conf = context;

	for (size_t i = 0; i < conf->robot_count; i++) {
		if (strcmp(conf->robots[i].name, robot) == 0) {
			return;
		}
	}
	log_warn("messages about %" PRIu64
		 " events wait for the robot %s, which the configuration does not have",
		events, robot);
}

static void say_strangers(struct store *store, const struct conf *conf)
{
	struct errnotice_err err = {0};
	/* the visitor only reads it */
	if (!pending_robots(store, say_stranger, (void *)(uintptr_t)conf, &err)) {
		log_warn("notices: %s", err.text);
	}
}

/* It may come later than this program; who counts waits for it as well, and one line says so. */
struct store *outbox_open(const struct conf *conf)
{
	struct errnotice_err err = {0};
	struct store *store = store_open_to_write(&conf->store.address, &err);

	if (store) {
		say_strangers(store, conf);
	} else if (waits_missing(WAITS_STORE, err.text)) {
		log_warn("waiting for the store: %s", err.text);
	}
	return store;
}

/* What was answered has nowhere to go; true while something is on its way. */
static bool wind_up(struct lane *lanes, size_t lane_count)
{
	bool busy = false;

	for (size_t i = 0; i < lane_count; i++) {
		struct lane *lane = &lanes[i];
		lane->busy = lane->busy && !lane->ended;
		lane->ended = lane->store_failed = false;
		lane->look_ms = 0;
		busy |= lane->busy;
	}
	return busy;
}

bool outbox_stands(
	struct store **store, const struct conf *conf, struct lane *lanes, size_t lane_count, bool *busy)
{
	*busy = false;
	if (*store && !store_is_elsewhere(*store)) {
		return true;
	}
	*busy = wind_up(lanes, lane_count);
	if (*busy) {
		return false;
	}
	store_close(*store);
	*store = outbox_open(conf);
	return *store;
}
