/*
 * health -- how a robot does, for those who speak for it, /metrics, /readyz and people.
 */
#ifndef CONSUMER_HEALTH_H
#define CONSUMER_HEALTH_H

#include "consumer/conf.h"
#include "consumer/store/robots.h"

struct health {
	int left;                   /* messages that may go now */
	bool works;                 /* it is not left alone */
	int64_t retry_at_ms;        /* until then, unless it works */
	char reason[ROBOTS_REASON]; /* why it is left alone, or "" */
	struct month month;         /* what it was sent this month; `most` is 0 where nobody set a number */
};

bool health_read(struct store *store, const struct conf_robot *robot, int64_t now_ms, struct health *health,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The robot's budget with what the store holds of its attempts. */
struct budget health_budget(const struct conf_robot *robot, const struct budget_sent *sent);
struct month health_month(const struct conf_robot *robot, const struct robots_state *state);

#endif
