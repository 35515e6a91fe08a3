#include "consumer/plan/digest.h"

#include <stdlib.h>

static int by_weight(const void *left, const void *right)
{
	const struct digest_row *a = left, *b = right;

	if (a->fresh != b->fresh) {
		return a->fresh ? -1 : 1;
	}
	if (a->back != b->back) {
		return a->back ? -1 : 1;
	}
	if (a->severity != b->severity) {
		return a->severity < b->severity ? -1 : 1;
	}
	if (a->events != b->events) {
		return a->events > b->events ? -1 : 1;
	}
	return a->index < b->index ? -1 : a->index > b->index;
}

void digest_sort(struct digest_row *rows, size_t count)
{
	if (count > 1) {
		qsort(rows, count, sizeof(*rows), by_weight);
	}
}

static size_t count_fresh(const struct digest_row *rows, size_t count)
{
	size_t fresh = 0;
	while (fresh < count && rows[fresh].fresh) { /* they come first */
		fresh++;
	}
	return fresh;
}

static bool fits_singly(
	const struct digest_row *rows, size_t count, const struct budget *budget, int64_t now_ms)
{
	size_t fresh = count_fresh(rows, count);
	int room = budget_burst(budget, fresh > 0, now_ms);

	/* with others waiting behind the new ones, one message is left for their digest */
	return count <= (size_t)room || (fresh > 0 && fresh < (size_t)room);
}

struct digest_choice digest_choose(
	const struct digest_row *rows, size_t count, const struct budget *budget, int64_t now_ms)
{
	if (count == 0) {
		return (struct digest_choice){DIGEST_WAIT, INT64_MAX};
	}
	bool fresh = rows[0].fresh, single = count == 1 || fits_singly(rows, count, budget, now_ms);
	int64_t at = single ? budget_next(budget, fresh, now_ms) : budget_next_digest(budget, fresh, now_ms);
	if (at > now_ms) {
		return (struct digest_choice){DIGEST_WAIT, at};
	}
	return (struct digest_choice){single ? DIGEST_SINGLE : DIGEST_ALL, now_ms};
}
