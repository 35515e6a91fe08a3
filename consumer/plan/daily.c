#include "consumer/plan/daily.h"

#include "consumer/zone.h"

struct daily daily_newest(const struct conf_daily *at, int64_t now_s)
{
	int64_t local_s = now_s + zone_offset(at->zone, now_s);
	int64_t today = local_s - local_s % DAILY_DAY_S;

	if (zone_unix(at->zone, today + at->at_s) > now_s) {
		today -= DAILY_DAY_S;
	}
	return (struct daily){
		.date = today - DAILY_DAY_S,
		.before_s = zone_unix(at->zone, today - 2 * DAILY_DAY_S),
		.from_s = zone_unix(at->zone, today - DAILY_DAY_S),
		.to_s = zone_unix(at->zone, today),
		.speak_s = zone_unix(at->zone, today + at->at_s),
	};
}
