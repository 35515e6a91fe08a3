#include "consumer/ingest/arena.h"

#include <stdalign.h>
#include <stdlib.h>

enum { CHUNK = 256 << 10 };

/* What needs more is no batch: who sends it may mean to use up the memory. */
static const size_t MOST = (size_t)3 << 30;

struct arena_chunk {
	struct arena_chunk *older;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

static struct arena_chunk *add_chunk(struct arena *arena, size_t size)
{
	struct arena_chunk *chunk = size > MOST - arena->size ? NULL : malloc(sizeof(*chunk) + size);
	if (chunk) {
		*chunk = (struct arena_chunk){.older = arena->newest, .size = size};
		arena->newest = chunk;
		arena->size += size;
	}
	return chunk;
}

void *arena_take(struct arena *arena, size_t size)
{
	struct arena_chunk *chunk = arena->newest;
	size_t align = alignof(max_align_t);

	if (size > MOST) {
		return NULL;
	}
	size = (size + align - 1) / align * align;
	if (!chunk || chunk->size - chunk->used < size) {
		chunk = add_chunk(arena, size > CHUNK ? size : CHUNK);
	}
	if (!chunk) {
		return NULL;
	}
	void *at = chunk->bytes + chunk->used;
	chunk->used += size;
	return at;
}

void arena_reset(struct arena *arena)
{
	struct arena_chunk *kept = NULL;
	while (arena->newest) {
		struct arena_chunk *chunk = arena->newest;
		arena->newest = chunk->older;
		if (!kept && chunk->size == CHUNK) {
			kept = chunk;
		} else {
			free(chunk);
		}
	}
	if (kept) {
		kept->older = NULL;
		kept->used = 0;
	}
	arena->newest = kept;
	arena->size = kept ? kept->size : 0;
}

void arena_clear(struct arena *arena)
{
	while (arena->newest) {
		struct arena_chunk *chunk = arena->newest;
		arena->newest = chunk->older;
		free(chunk);
	}
	arena->size = 0;
}
