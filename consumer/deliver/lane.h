/*
 * lane -- one robot on its way: what is under way to it, and when to look again.
 *
 * Belongs to the delivery thread.  At most one request at a time; a lane never
 * waits for another.
 */
#ifndef CONSUMER_LANE_H
#define CONSUMER_LANE_H

#include "consumer/conf.h"
#include "consumer/deliver/answer.h"
#include "consumer/deliver/webhook.h"
#include "consumer/plan/breaker.h"
#include "consumer/store/robots.h"
#include "consumer/zone.h"

struct lane {
	const struct conf_robot *robot; /* borrowed from the configuration */
	struct zone *zone;              /* NULL: UTC */
	char key[WEBHOOK_KEY];
	int64_t look_ms;             /* when to look into the outbox next */
	int64_t calm_ms;             /* not before, whatever becomes due: it waits for its budget */
	int64_t ahead_ms;            /* of the service's clock before ours, as far as we had to know */
	bool corrected;              /* ahead_ms was set since the last success */
	bool complained;             /* its failure was logged */
	enum month_stage month_said; /* so was how far its month is used */
	bool crowd_said;             /* so was that a message had too many people to mention */
	bool store_failed;           /* so was the store's */

	/* the request under way, and after it what is still to be recorded */
	bool busy;
	bool ended;
	int64_t notice, sent; /* rows of the store */
	int attempts;         /* of the notice, this one included */
	bool unsure;          /* one of those before may have reached the group */
	bool crowded;         /* it was to mention more people than DingTalk takes */
	int64_t took_ms;      /* the store, to keep what was taken last */
	int64_t post_ms;      /* the request must begin before, or it may outlast the turn */
	struct breaker breaker;
	struct month month; /* with this attempt in it */
	struct answer answer;
	int64_t ended_ms, date_s; /* the answer's, Unix s; -1: it had none */
};

bool lane_init(
	struct lane *lane, const struct conf_robot *robot, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void lane_clear(struct lane *lane);

#endif
