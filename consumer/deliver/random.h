/*
 * random -- numbers and names by chance, for those who hand them on to pure code.
 */
#ifndef CONSUMER_RANDOM_H
#define CONSUMER_RANDOM_H

#include <stdint.h>

enum { RANDOM_UUID = 33 };

uint32_t random_number(void);
void random_uuid(char into[RANDOM_UUID]); /* 32 hex digits and a NUL */

#endif
