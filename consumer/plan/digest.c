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
	if (a->escalated != b->escalated) {
		return a->escalated ? -1 : 1;
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

static struct digest_choice wait_until(int64_t at_ms)
{
	return (struct digest_choice){.kind = DIGEST_WAIT, .at_ms = at_ms};
}

static struct digest_choice choose(
	const struct digest_row *rows, size_t count, bool single, const struct budget *budget, int64_t now_ms)
{
	bool fresh = rows[0].fresh;
	int64_t at = single ? budget_next(budget, fresh, now_ms) : budget_next_digest(budget, fresh, now_ms);

	if (at > now_ms) {
		return wait_until(at);
	}
	return (struct digest_choice){
		.kind = single ? DIGEST_SINGLE : DIGEST_ALL, .at_ms = now_ms, .count = single ? 1 : count};
}

static struct digest_choice choose_freely(
	const struct digest_row *rows, size_t count, const struct budget *budget, int64_t now_ms)
{
	return choose(rows, count, count == 1 || fits_singly(rows, count, budget, now_ms), budget, now_ms);
}

static bool is_urgent(const struct digest_row *row)
{
	return row->fresh || row->back || row->escalated;
}

/* They come first. */
static size_t count_urgent(const struct digest_row *rows, size_t count)
{
	size_t urgent = 0;
	while (urgent < count && is_urgent(&rows[urgent])) {
		urgent++;
	}
	return urgent;
}

/* One message for all of it, at the month's distance. */
static struct digest_choice choose_seldom(const struct digest_row *rows, size_t count,
	const struct budget *budget, const struct month *month, int64_t now_ms)
{
	int64_t at = month_next(month, is_urgent(&rows[0]), now_ms);
	struct digest_choice choice =
		at > now_ms ? wait_until(at) : choose(rows, count, count == 1, budget, now_ms);

	choice.paced = true;
	return choice;
}

/* What is urgent comes as always, and a digest of it takes the others along when their time has come. */
static struct digest_choice choose_sparing(const struct digest_row *rows, size_t count,
	const struct budget *budget, const struct month *month, int64_t now_ms)
{
	size_t urgent = count_urgent(rows, count);

	if (urgent == 0) {
		return choose_seldom(rows, count, budget, month, now_ms);
	}
	struct digest_choice choice = choose_freely(rows, urgent, budget, now_ms);
	if (choice.kind == DIGEST_ALL && urgent < count && month_next(month, false, now_ms) <= now_ms) {
		choice.count = count;
		choice.paced = true;
	}
	return choice;
}

struct digest_choice digest_choose(const struct digest_row *rows, size_t count, const struct budget *budget,
	const struct month *month, int64_t now_ms)
{
	if (count == 0) {
		return wait_until(INT64_MAX);
	}
	switch (month_stage(month)) {
	case MONTH_SPARING:
		return choose_sparing(rows, count, budget, month, now_ms);
	case MONTH_EVEN:
	case MONTH_OUT: /* its next time is the month's end */
		return choose_seldom(rows, count, budget, month, now_ms);
	case MONTH_PLENTY:
		break;
	}
	return choose_freely(rows, count, budget, now_ms);
}
