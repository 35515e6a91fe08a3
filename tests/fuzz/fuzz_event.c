/* A packed event from memory that others can write; what opens, encodes and decodes again to the same. */
#include <stdint.h>
#include <stdlib.h>
#include "common/event_pack.h"

static void check(const struct errnotice_event *event)
{
	const char *argv[2 * ERRNOTICE_FIELD_COUNT_];
	size_t lens[2 * ERRNOTICE_FIELD_COUNT_], n = errnotice_event_encode(event, argv, lens);
	struct errnotice_span spans[2 * ERRNOTICE_FIELD_COUNT_];
	struct errnotice_event again;
	struct errnotice_err err = {""};

	for (size_t i = 0; i < n; i++)
		spans[i] = errnotice_span(argv[i], lens[i]);
	if (!errnotice_event_decode(&again, spans, n / 2, &err) || again.count != event->count
		|| again.time_ms != event->time_ms)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct errnotice_pack *pack = malloc(sizeof *pack);
	struct errnotice_event event;
	struct errnotice_err err = {""};

	if (size > sizeof *pack)
		size = sizeof *pack;
	memset(pack, 0, sizeof pack->len);
	memcpy(pack, data, size);
	if (errnotice_pack_open(&event, pack, &err))
		check(&event);
	else if (err.text[0] == '\0')
		abort();
	free(pack);
	return 0;
}
