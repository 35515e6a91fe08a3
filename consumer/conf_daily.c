#include "consumer/conf_daily.h"

#include <string.h>
#include "consumer/conf_clock.h"
#include "consumer/zone.h"

enum { DAY_S = 86400 };

bool conf_daily_parse(struct conf_daily *daily, const char *text, struct errnotice_err *err)
{
	if (!*text) {
		return true;
	}
	if (!conf_clock_read(&daily->at_s, &text) || daily->at_s == DAY_S
		|| (*text && *text != ' ' && *text != '\t')) {
		return errnotice_err_set(err, "must be a time of the day from 00:00 to 23:59, and a time "
					      "zone, like 09:00 Asia/Shanghai");
	}
	daily->zone = zone_open(text + strspn(text, " \t"), err);
	daily->is_set = daily->zone;
	return daily->zone;
}

void conf_daily_clear(struct conf_daily *daily)
{
	zone_free(daily->zone);
	*daily = (struct conf_daily){.zone = NULL};
}
