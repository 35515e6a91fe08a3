/*
 * fingerprint -- which issue an event belongs to, the same in every process,
 * release and language.
 *
 * FNV-1a 64 over app, env, class (cut at its first NUL), code and site, joined
 * by one NUL each, written as 16 lower-case hex digits.
 */
#ifndef ERRNOTICE_FINGERPRINT_H
#define ERRNOTICE_FINGERPRINT_H

#include <stdint.h>
#include "common/span.h"

#define ERRNOTICE_FP_LEN 16

uint64_t errnotice_fingerprint(struct errnotice_span app, struct errnotice_span env,
	struct errnotice_span cls, struct errnotice_span code, struct errnotice_span site);

/* Writes 16 digits and a NUL. */
void errnotice_fingerprint_format(char into[ERRNOTICE_FP_LEN + 1], uint64_t fp);

#endif
