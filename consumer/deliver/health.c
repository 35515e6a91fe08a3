#include "consumer/deliver/health.h"

#include <stdio.h>
#include "consumer/deliver/webhook.h"

struct budget health_budget(const struct conf_robot *robot, const struct budget_sent *sent)
{
	return (struct budget){robot->rate, (int64_t)robot->rate_s * 1000, robot->reserve, *sent};
}

bool health_read(struct store *store, const struct conf_robot *robot, int64_t now_ms, struct health *health,
	struct errnotice_err *err)
{
	char key[WEBHOOK_KEY];
	struct robots_state state;

	*health = (struct health){0};
	webhook_key(key, robot->webhook);
	if (!robots_load(store, key, "", now_ms, &state, err)) {
		return false;
	}
	struct budget budget = health_budget(robot, &state.sent);
	health->left = budget_left(&budget, true, now_ms);
	health->works = breaker_allows(&state.breaker, now_ms);
	health->retry_at_ms = health->works ? 0 : state.breaker.retry_at_ms;
	snprintf(health->reason, sizeof(health->reason), "%s", health->works ? "" : state.reason);
	return true;
}
