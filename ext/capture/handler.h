/*
 * handler -- the user's exception handler, and what it may have had of what left the outermost frame.
 *
 * Up to 8.2 the engine gives it what leaves the script, and nothing else.  Since 8.3
 * also what leaves a shutdown function, or a handler that has set another one.
 */
#ifndef ERRNOTICE_HANDLER_H
#define ERRNOTICE_HANDLER_H

#include "ext/capture/record.h"

/* It may be running. */
bool errnotice_handler_exists(void);

/* At its throw, and with its verdict: what the record has to know of handlers. */
void errnotice_handler_note(struct errnotice_record *record);

/* One may have had it, if it came to the outermost frame's end. */
bool errnotice_handler_may_have_had(const struct errnotice_record *record);

/* At its death: one ends that had no turn yet at its throw, and what it was given dies before it is put back. */
bool errnotice_handler_lets_go(const struct errnotice_record *record);

#endif
