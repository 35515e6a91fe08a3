/*
 * chance -- time and randomness of this host, for those who hand them on to pure code.
 */
#ifndef CONSUMER_CHANCE_H
#define CONSUMER_CHANCE_H

#include <stdint.h>

enum { CHANCE_UUID = 33 };

int64_t chance_now_ms(void); /* Unix */
uint32_t chance_random(void);
void chance_uuid(char into[CHANCE_UUID]); /* 32 hex digits and a NUL */

#endif
