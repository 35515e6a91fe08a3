#include "consumer/plan/quiet.h"

#include "consumer/zone.h"

enum { MINUTE_S = 60, DAY_S = 86400 };

static bool is_quiet(const struct conf_quiet *quiet, int64_t now_s)
{
	int64_t clock = (now_s + zone_offset(quiet->zone, now_s)) % DAY_S;

	if (quiet->from_s < quiet->to_s) {
		return clock >= quiet->from_s && clock < quiet->to_s;
	}
	return clock >= quiet->from_s || clock < quiet->to_s;
}

int64_t quiet_until(const struct conf_quiet *quiet, int64_t now_s)
{
	if (!quiet->is_set || !is_quiet(quiet, now_s)) {
		return now_s;
	}
	/* both ends, and every change of a clock, lie at full minutes */
	int64_t until = now_s - now_s % MINUTE_S + MINUTE_S;
	while (is_quiet(quiet, until)) {
		until += MINUTE_S;
	}
	return until;
}
