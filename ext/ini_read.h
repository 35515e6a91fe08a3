/*
 * ini_read -- a directive's text becomes a value.
 *
 * Knows neither the engine nor where the text came from.  Every reader takes the
 * whole text or refuses it: nothing is guessed.
 */
#ifndef ERRNOTICE_INI_READ_H
#define ERRNOTICE_INI_READ_H

#include "ext/ini.h"

struct errnotice_ini_row {
	const char *name; /* without the prefix */
	bool system;      /* SYSTEM, else PERDIR */
	bool (*read)(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
		struct errnotice_err *err);
	size_t target; /* offset in struct errnotice_ini */
	long low, high;
};

/* By enum errnotice_directive. */
extern const struct errnotice_ini_row errnotice_ini_rows[ERRNOTICE_DIRECTIVE_COUNT_];

/* Reads the directive's text into `ini`, whose former value of it must be cleared. */
bool errnotice_ini_read(struct errnotice_ini *ini, enum errnotice_directive directive,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Frees the lists. */
void errnotice_settings_clear(struct errnotice_settings *settings);

#endif
