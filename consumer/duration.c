#include "consumer/duration.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool duration_read(int64_t *ms, const char *text)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000},
		{"y", 365LL * 86400000}};
	char *unit;

	if (!isdigit((unsigned char)*text)) {
		return false;
	}
	errno = 0;
	int64_t number = strtoll(text, &unit, 10);
	for (size_t i = 0; !errno && i < sizeof(units) / sizeof(*units); i++) {
		if (strcmp(unit, units[i].unit) == 0) {
			bool fits = number <= (INT64_C(1) << 53) / units[i].ms;
			*ms = fits ? number * units[i].ms : 0;
			return fits;
		}
	}
	return false;
}

void duration_show(char into[DURATION_TEXT], int64_t ms)
{
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = {{"d", 86400000}, {"h", 3600000}, {"m", 60000}, {"s", 1000}};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (ms >= units[i].ms && ms % units[i].ms == 0) {
			snprintf(into, DURATION_TEXT, "%" PRId64 "%s", ms / units[i].ms, units[i].unit);
			return;
		}
	}
	snprintf(into, DURATION_TEXT, "%" PRId64 "%s", ms, ms ? "ms" : "s");
}
