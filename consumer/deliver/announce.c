#include "consumer/deliver/announce.h"

#include <stdlib.h>
#include "consumer/deliver/message.h"
#include "consumer/deliver/random.h"
#include "consumer/store/notices.h"

enum { REST_MS = 60000 }; /* a shorter one is no news */

static bool say(
	struct store *store, const struct lane *lane, const struct answer *answer, struct errnotice_err *err)
{
	const struct conf_robot *by = lane->robot->fallback;
	struct errnotice_err no_zone = {0};
	struct zone *zone = zone_open(by->timezone, &no_zone);
	int64_t now_s = lane->ended_ms / 1000, id;
	char uuid[RANDOM_UUID];

	random_uuid(uuid);
	char *body = message_robot(&(struct message_to){by, zone, uuid}, lane->robot->name, answer, now_s);
	bool fine = body ? notices_say(store, by->name, "robot", body, uuid, false, now_s, now_s, &id, err)
			 : errnotice_err_set(err, "no memory for a message");
	free(body);
	zone_free(zone);
	return fine;
}

static bool say_once(struct store *store, const struct lane *lane, const char *sender,
	const struct answer *answer, struct errnotice_err *err)
{
	bool first;

	return robots_fail(store, lane->key, sender, &first, err)
	       && (!first || say(store, lane, answer, err));
}

bool announce(struct store *store, const struct lane *lane, const char *sender, struct errnotice_err *err)
{
	static const struct answer out = {.problem = "the messages of its month are used up",
		.remedy = "raise it, or wait for the next month",
		.said = "[robot] month in the consumer's configuration"};
	const struct breaker *breaker = &lane->breaker;

	if (month_stage(&lane->month) == MONTH_OUT && lane->robot->fallback) {
		return say_once(store, lane, sender, &out, err);
	}
	if (!breaker->retry_at_ms) {
		return breaker->failures > 0 || robots_mend(store, lane->key, sender, err);
	}
	if (breaker->retry_at_ms < lane->ended_ms + REST_MS || !lane->robot->fallback) {
		return true;
	}
	return say_once(store, lane, sender, &lane->answer, err);
}
