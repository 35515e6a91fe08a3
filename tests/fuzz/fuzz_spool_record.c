/* A spool file that others can write; a record that is whole is written again to the same bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "common/spool_record.h"

static void check(struct errnotice_span *spans, size_t pairs)
{
	char *record = malloc(ERRNOTICE_SPOOL_RECORD_MAX);
	struct errnotice_span again[2 * ERRNOTICE_SPOOL_PAIRS_MAX];
	struct errnotice_event event, read;
	size_t len, n;

	if (errnotice_event_decode(&event, spans, pairs, NULL)) {
		len = errnotice_spool_record_write(record, &event);
		if (!errnotice_spool_record_read(record + 1, len - 2, again, &n, NULL)
			|| !errnotice_event_decode(&read, again, n, NULL) || read.count != event.count
			|| read.time_ms != event.time_ms || read.refused != event.refused)
			abort();
	}
	free(record);
}

/* No search finds a checksum: a line that begins with `?` is given its own. */
static void put_checksum(char *line, size_t len)
{
	uint32_t crc = 0xFFFFFFFF;
	char digits[9];

	for (size_t i = 9; i < len; i++) {
		crc ^= (unsigned char)line[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
	}
	snprintf(digits, sizeof digits, "%08x", ~crc);
	memcpy(line, digits, 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX];
	struct errnotice_err err = {""};
	char *line = malloc(size + 1);
	size_t pairs;

	memcpy(line, data, size);
	if (size > 0) {
		if (size >= 9 && line[0] == '?')
			put_checksum(line, size);
		if (errnotice_spool_record_read(line, size, spans, &pairs, &err))
			check(spans, pairs);
		else if (err.text[0] == '\0')
			abort();
	}
	free(line);
	return 0;
}
