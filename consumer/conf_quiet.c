#include "consumer/conf_quiet.h"

#include <string.h>
#include "consumer/conf_clock.h"
#include "consumer/zone.h"

static bool read_hours(struct conf_quiet *quiet, const char **at)
{
	if (!conf_clock_read(&quiet->from_s, at) || **at != '-') {
		return false;
	}
	++*at;
	return conf_clock_read(&quiet->to_s, at) && quiet->from_s % 86400 != quiet->to_s % 86400
	       && (!**at || **at == ' ' || **at == '\t');
}

bool conf_quiet_parse(struct conf_quiet *quiet, const char *text, struct errnotice_err *err)
{
	if (!*text) {
		return true;
	}
	if (!read_hours(quiet, &text)) {
		return errnotice_err_set(err, "must be two different times of the day, HH:MM-HH:MM, and a "
					      "time zone, like 23:00-07:00 Asia/Shanghai");
	}
	quiet->zone = zone_open(text + strspn(text, " \t"), err);
	quiet->is_set = quiet->zone;
	return quiet->zone;
}

void conf_quiet_clear(struct conf_quiet *quiet)
{
	zone_free(quiet->zone);
	*quiet = (struct conf_quiet){.zone = NULL};
}
