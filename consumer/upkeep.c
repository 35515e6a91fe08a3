#include "consumer/upkeep.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "consumer/halt.h"
#include "consumer/log.h"
#include "consumer/store/retention.h"
#include "consumer/waits.h"

enum {
	FIRST_MS = 5 * 1000, /* after a start there is more urgent work */
	BETWEEN_MS = 3600 * 1000,
	STEP_MS = 20,         /* leaves the store to those who count and tell */
	AGAIN_MS = 60 * 1000, /* after a failure */
};

struct upkeep {
	const struct conf *conf;
	pthread_t thread;
	struct halt halt;
};

/* The steps of one walk; how long to wait for the next. */
static int walk(struct upkeep *upkeep, struct store *store)
{
	struct retention retention = {0};
	struct errnotice_err err = {""};
	bool more = true;

	while (more) {
		if (!retention_step(&retention, store, upkeep->conf, time(NULL), &more, &err)) {
			log_warn("forgetting what is old: %s", err.text);
			return AGAIN_MS;
		}
		if (halt_sleep(&upkeep->halt, STEP_MS)) {
			return 0;
		}
	}
	if (retention.poison > 0) {
		log_warn("%" PRId64 " entries that could not be read are older than keep_days, and forgotten",
			retention.poison);
	}
	log_debug("forgot %" PRId64 " messages, %" PRId64 " ids and %" PRId64 " days, added up %" PRId64
		  " minutes",
		retention.notices, retention.ids, retention.days, retention.minutes);
	return BETWEEN_MS;
}

static void *run(void *argument)
{
	struct upkeep *upkeep = argument;
	int wait_ms = FIRST_MS;

	while (!halt_sleep(&upkeep->halt, wait_ms)) {
		wait_ms = AGAIN_MS;
		if (!waits_get(WAITS_STORE).there) {
			continue; /* the pipeline says so */
		}
		struct errnotice_err err = {""};
		struct store *store = store_open_to_write(&upkeep->conf->store.address, &err);
		if (store) {
			wait_ms = walk(upkeep, store);
		} else {
			log_warn("forgetting what is old: %s", err.text);
		}
		store_close(store);
	}
	return NULL;
}

struct upkeep *upkeep_start(const struct conf *conf, struct errnotice_err *err)
{
	struct upkeep *upkeep = calloc(1, sizeof(*upkeep));
	if (!upkeep) {
		errnotice_err_set(err, "no memory");
		return NULL;
	}
	upkeep->conf = conf;
	halt_init(&upkeep->halt);
	int failed = pthread_create(&upkeep->thread, NULL, run, upkeep);
	if (failed) {
		errnotice_err_set(err, "cannot start the upkeep of the store: %s", strerror(failed));
		halt_clear(&upkeep->halt);
		free(upkeep);
		return NULL;
	}
	return upkeep;
}

void upkeep_halt(struct upkeep *upkeep)
{
	if (upkeep) {
		halt_ask(&upkeep->halt);
	}
}

void upkeep_stop(struct upkeep *upkeep)
{
	if (!upkeep) {
		return;
	}
	upkeep_halt(upkeep);
	pthread_join(upkeep->thread, NULL);
	halt_clear(&upkeep->halt);
	free(upkeep);
}
