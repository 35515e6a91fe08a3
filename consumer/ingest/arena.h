/*
 * arena -- memory that is given back all at once: what one batch needs.
 */
#ifndef CONSUMER_ARENA_H
#define CONSUMER_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *newest; /* NULL while empty: a zeroed arena is ready */
	size_t size;                /* of all chunks */
};

/* Aligned for any type, not zeroed; NULL without memory, or where all together is more than 3 GiB. */
void *arena_take(struct arena *arena, size_t size);

/* Everything taken is gone; one chunk of ordinary size is kept for the next batch. */
void arena_reset(struct arena *arena);
void arena_clear(struct arena *arena);

#endif
