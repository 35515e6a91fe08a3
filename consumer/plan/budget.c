#include "consumer/plan/budget.h"

enum { TAIL = 4 };

static int limit(const struct budget *budget, bool fresh)
{
	int most = fresh ? budget->rate : budget->rate - budget->reserve;
	return most < 1 ? 1 : most;
}

/* The last ones of a limit are spread; of a small one at most half. */
static int tail(int most)
{
	return most / 2 < TAIL ? most / 2 : TAIL;
}

static int used(const struct budget *budget, int64_t now_ms)
{
	size_t old = 0;
	while (old < budget->sent.count && budget->sent.at_ms[old] <= now_ms - budget->window_ms) {
		old++;
	}
	return (int)(budget->sent.count - old);
}

static int64_t last(const struct budget *budget)
{
	return budget->sent.count ? budget->sent.at_ms[budget->sent.count - 1] : INT64_MIN / 2;
}

int budget_left(const struct budget *budget, bool fresh, int64_t now_ms)
{
	int left = limit(budget, fresh) - used(budget, now_ms);
	return left < 0 ? 0 : left;
}

int budget_burst(const struct budget *budget, bool fresh, int64_t now_ms)
{
	int left = budget_left(budget, fresh, now_ms);
	int burst = left - tail(limit(budget, fresh));
	if (burst > 0) {
		return burst;
	}
	return budget_next(budget, fresh, now_ms) <= now_ms ? 1 : 0;
}

int64_t budget_next(const struct budget *budget, bool fresh, int64_t now_ms)
{
	int most = limit(budget, fresh), left = budget_left(budget, fresh, now_ms);
	if (left == 0) {
		/* the next is free when so many have left the window that one fits */
		return budget->sent.at_ms[budget->sent.count - (size_t)most] + budget->window_ms;
	}
	if (left > tail(most)) {
		return now_ms;
	}
	int64_t spread = last(budget) + (budget->window_ms >> left);
	return spread > now_ms ? spread : now_ms;
}

int64_t budget_next_digest(const struct budget *budget, bool fresh, int64_t now_ms)
{
	int64_t next = budget_next(budget, fresh, now_ms);
	if (fresh && used(budget, now_ms) * 4 < budget->rate) {
		return next;
	}
	int64_t even = last(budget) + budget->window_ms / budget->rate;
	return even > next ? even : next;
}
