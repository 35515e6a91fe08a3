#include "consumer/deliver/health.h"

#include <inttypes.h>
#include <stdio.h>
#include "consumer/deliver/webhook.h"

struct budget health_budget(const struct conf_robot *robot, const struct budget_sent *sent)
{
	return (struct budget){robot->rate, (int64_t)robot->rate_s * 1000, robot->reserve, *sent};
}

struct month health_month(const struct conf_robot *robot, const struct robots_state *state)
{
	struct month month = state->month;

	month.most = robot->month;
	return month;
}

/* A robot whose month is used up is left alone for what is left of it, however it does. */
static void judge(struct health *health, const struct breaker *breaker, const char *reason, int64_t now_ms)
{
	bool out = month_stage(&health->month) == MONTH_OUT;

	health->works = !out && breaker_allows(breaker, now_ms);
	if (out) {
		health->left = 0;
		health->retry_at_ms = health->month.ends_ms;
		snprintf(health->reason, sizeof(health->reason),
			"the %" PRId64 " messages of its month are used up", health->month.most);
	} else if (!health->works) {
		health->retry_at_ms = breaker->retry_at_ms;
		snprintf(health->reason, sizeof(health->reason), "%s", reason);
	}
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
	health->month = health_month(robot, &state);
	judge(health, &state.breaker, state.reason, now_ms);
	return true;
}
