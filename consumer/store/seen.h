/*
 * seen -- which events were counted before: their ids.
 *
 * Everything here runs inside the caller's transaction.
 */
#ifndef CONSUMER_SEEN_H
#define CONSUMER_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "consumer/store/store.h"

struct seen_id {
	const unsigned char *id; /* 16 bytes */
	bool *fresh;             /* false for one that was seen before, among these or any others */
};

/* Remembers ids, and says which of them are fresh. */
bool seen_add(struct store *store, const struct seen_id *ids, size_t count, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
