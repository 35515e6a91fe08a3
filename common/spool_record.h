/*
 * spool_record -- one event in a spool file: what the extension appends and the relay reads.
 *
 *   \n crc SP name TAB value TAB name TAB value … \n
 *
 * `crc` is the CRC-32 (IEEE) of what follows the space up to the last newline, as
 * eight lower-case hex digits.  In names and values `\`, tab and newline are
 * written `\\`, `\t` and `\n`: so a newline is always the edge of a record, and
 * one that a killed writer tore ends where the next one begins.  Text, so that
 * `less` shows it.  Owns and allocates nothing.
 */
#ifndef ERRNOTICE_SPOOL_RECORD_H
#define ERRNOTICE_SPOOL_RECORD_H

#include "common/event.h"

/* Every field at its limit, every byte escaped; the two newlines, the checksum and its space. */
enum {
	ERRNOTICE_SPOOL_RECORD_MAX = 2
				     + 9
#define X(name, wire, limit) +(int)sizeof(wire) + 2 * limit + 1
				     ERRNOTICE_EVENT_FIELDS(X)
#undef X
};

/* Names and values of a record at most: a later version may have more fields than this one. */
#define ERRNOTICE_SPOOL_PAIRS_MAX 64

/* The whole record of an event that is within its limits; returns its length. */
size_t errnotice_spool_record_write(
	char into[ERRNOTICE_SPOOL_RECORD_MAX], const struct errnotice_event *event);

/*
 * Reads what stands between two newlines, `len` at least 1, out of a file that
 * others write.  Undoes the escapes in place; `spans` (name, value, name, …)
 * borrow from `line`.  False for what is torn, changed, or too much, and `err`
 * says which; what it returns is whole, and not therefore a valid event.
 */
bool errnotice_spool_record_read(char *line, size_t len,
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX], size_t *pairs,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
