#include "consumer/plan/window.h"

#include <string.h>

enum { PARTS = 60 };

int64_t window_slice_at(int64_t at_s, int64_t length_s)
{
	/* rounded up: of smaller parts more than WINDOW_SLICES would lie within the length */
	int64_t part = (length_s + PARTS - 1) / PARTS;
	return at_s - at_s % part;
}

static void drop(struct window *window, size_t at)
{
	window->dropped.events += window->slices[at].events;
	window->dropped.counted += window->slices[at].counted;
	window->count--;
	memmove(window->slices + at, window->slices + at + 1, (window->count - at) * sizeof(*window->slices));
}

static void insert(struct window *window, const struct window_slice *slice)
{
	size_t at = window->count;

	while (at > 0 && window->slices[at - 1].at >= slice->at) {
		at--;
	}
	struct window_slice *there = window->slices + at;
	if (at < window->count && there->at == slice->at) {
		there->events += slice->events;
		there->counted += slice->counted;
		there->until = slice->until > there->until ? slice->until : there->until;
		return;
	}
	memmove(there + 1, there, (window->count - at) * sizeof(*there));
	*there = *slice;
	window->count++;
}

uint64_t window_sum(const struct window *window)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < window->count; i++) {
		sum += window->slices[i].events;
	}
	return sum;
}

bool window_add(struct window *window, const struct window_slice *slice, int64_t length_s, uint64_t most)
{
	/* full: the configuration has another length than it had */
	if (window->count == WINDOW_SLICES) {
		drop(window, 0);
	}
	insert(window, slice);
	while (window->slices[window->count - 1].at - window->slices[0].at > length_s) {
		drop(window, 0);
	}
	return window_sum(window) >= most;
}

void window_expire(struct window *window, int64_t now_s)
{
	for (size_t i = window->count; i-- > 0;) {
		if (window->slices[i].until <= now_s) {
			drop(window, i);
		}
	}
}

void window_call_back(struct window *window, int64_t length_s, int64_t now_s)
{
	struct window_slice of_now = {.at = window_slice_at(now_s, length_s), .until = now_s + length_s};

	while (window->count > 0 && window->slices[window->count - 1].at > now_s + WINDOW_AHEAD_S) {
		const struct window_slice *ahead = &window->slices[--window->count];
		of_now.events += ahead->events;
		of_now.counted += ahead->counted;
	}
	if (of_now.events > 0) {
		insert(window, &of_now);
	}
}
