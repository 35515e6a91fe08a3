/*
 * existing -- the store, for a command that has nothing to do where there is none: it makes none.
 *
 * Who types it may be another user than the consumer, who could not write to it then.
 */
#ifndef CONSUMER_EXISTING_H
#define CONSUMER_EXISTING_H

#include "consumer/address.h"
#include "consumer/store/store.h"

/* As store_open(), but a file that is not there stays so: NULL with a reason. */
struct store *existing_open(const struct address *address, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
