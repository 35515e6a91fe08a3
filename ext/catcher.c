#include "ext/catcher.h"

#include "ext/capture/raw.h"
#include "ext/counters.h"
#include "ext/handover/shared.h"

/* Places as records keep them: none is 0, so that a zeroed record has none. */
#define UNLISTED (ERRNOTICE_CATCHES + 1)

unsigned errnotice_catcher_note(const struct errnotice_verdict *verdict)
{
	struct errnotice_shared *shared = errnotice_shared();
	const zend_execute_data *frame = verdict->catcher.frame;
	char name[ERRNOTICE_CATCH_FRAME_MAX];
	size_t len;
	int place;

	if (!shared || !frame || verdict->end != ERRNOTICE_END_CAUGHT)
		return 0;
	len = errnotice_boundary_write(frame, name, sizeof(name));
	place = errnotice_catches_place(&shared->catches, errnotice_span(name, len),
		errnotice_raw_string(frame->func->op_array.filename), verdict->line);
	return place < 0 ? UNLISTED : (unsigned)place + 1;
}

void errnotice_catcher_count(unsigned place)
{
	struct errnotice_shared *shared = errnotice_shared();

	if (place == UNLISTED)
		errnotice_count(ERRNOTICE_COUNT_unlisted);
	else if (shared && place > 0)
		errnotice_catches_count(&shared->catches, (int)place - 1);
}

struct rank {
	int place;
	uint64_t count;
};

static int by_count(const void *a, const void *b)
{
	const struct rank *left = a, *right = b;

	return (left->count < right->count) - (left->count > right->count);
}

void errnotice_catcher_tell(errnotice_catcher_teller *tell, void *context)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct rank ranks[ERRNOTICE_CATCHES];
	struct errnotice_catch catch;
	size_t known = 0;

	for (int i = 0; shared && i < ERRNOTICE_CATCHES; i++)
		if (errnotice_catches_get(&shared->catches, i, &catch))
			ranks[known++] = (struct rank){i, catch.count};
	qsort(ranks, known, sizeof(*ranks), by_count);
	for (size_t i = 0; i < known; i++) {
		if (!errnotice_catches_get(&shared->catches, ranks[i].place, &catch))
			continue;
		/* another pool may have written what must not be pasted */
		if (!errnotice_boundary_is(errnotice_span_of(catch.frame)))
			catch.frame[0] = '\0';
		tell(context, &catch);
	}
}
