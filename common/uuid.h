/*
 * uuid -- the identity of an event: UUIDv7 (RFC 9562), lower case, 36 characters.
 */
#ifndef ERRNOTICE_UUID_H
#define ERRNOTICE_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ERRNOTICE_UUID_LEN 36

/* Pure: the id of `unix_ms` (0 to 2^48-1) and ten random bytes.  Writes 36 characters and a NUL. */
void errnotice_uuid_format(
	char into[ERRNOTICE_UUID_LEN + 1], int64_t unix_ms, const unsigned char random[10]);

/* Any version and variant is taken, upper or lower case; false leaves `into` undefined. */
bool errnotice_uuid_parse(unsigned char into[16], const char *text, size_t len);

#endif
