/*
 * catches -- which catches took matching throwables, and how often, told by all workers together.
 *
 * A fixed table in shared memory.  A place is given once and never taken away;
 * when all are given, others are turned down.  Entries are found by a hash of what
 * they say, and shown only while it still is that: a writer may die half-way, and
 * other pools' processes write there, too.  Lock-free; allocates nothing.
 */
#ifndef ERRNOTICE_CATCHES_H
#define ERRNOTICE_CATCHES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/span.h"

#define ERRNOTICE_CATCHES         256
#define ERRNOTICE_CATCH_FRAME_MAX 255 /* bytes; a longer one is none */
#define ERRNOTICE_CATCH_FILE_MAX  512 /* bytes; of a longer one its end */

struct errnotice_catches {
	_Atomic uint64_t key[ERRNOTICE_CATCHES]; /* 0: free */
	_Atomic uint64_t count[ERRNOTICE_CATCHES];
	struct errnotice_catch_text {
		_Atomic uint32_t whole; /* 1 when the rest is written */
		uint32_t line;
		uint16_t frame_len, file_len;
		char frame[ERRNOTICE_CATCH_FRAME_MAX];
		char file[ERRNOTICE_CATCH_FILE_MAX];
	} text[ERRNOTICE_CATCHES];
};

/* One as it is shown, in clean UTF-8. */
struct errnotice_catch {
	/* as in errnotice.boundaries, "" where that could not name it */
	char frame[ERRNOTICE_CATCH_FRAME_MAX + 1];
	char file[ERRNOTICE_CATCH_FILE_MAX + 1];
	uint32_t line;
	uint64_t count; /* throwables for which it was the end */
};

/* The place of this catch, given to it at the first call; -1 when all are given.  All zero is an empty table. */
int errnotice_catches_place(struct errnotice_catches *catches, struct errnotice_span frame,
	struct errnotice_span file, uint32_t line);
void errnotice_catches_count(struct errnotice_catches *catches, int place);

/* False for a place that is free, was never counted, or holds what nobody may be shown. */
bool errnotice_catches_get(const struct errnotice_catches *catches, int place, struct errnotice_catch *into);

#endif
