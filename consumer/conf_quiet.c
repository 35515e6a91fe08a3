#include "consumer/conf_quiet.h"

#include <ctype.h>
#include <string.h>
#include "consumer/zone.h"

/* HH:MM up to 24:00, and passes it. */
static bool read_clock(int *into, const char **at)
{
	const char *c = *at;

	for (int i = 0; i < 5; i++) {
		if (i == 2 ? c[i] != ':' : !isdigit((unsigned char)c[i])) {
			return false;
		}
	}
	int hour = (c[0] - '0') * 10 + c[1] - '0', minute = (c[3] - '0') * 10 + c[4] - '0';
	*into = hour * 3600 + minute * 60;
	*at += 5;
	return minute < 60 && *into <= 86400;
}

static bool read_hours(struct conf_quiet *quiet, const char **at)
{
	if (!read_clock(&quiet->from_s, at) || **at != '-') {
		return false;
	}
	++*at;
	return read_clock(&quiet->to_s, at) && quiet->from_s % 86400 != quiet->to_s % 86400
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
