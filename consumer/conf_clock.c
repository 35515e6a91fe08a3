#include "consumer/conf_clock.h"

#include <ctype.h>

bool conf_clock_read(int *into, const char **at)
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
