#include "common/spool_record.h"

enum { DIGITS = 8, HEAD = DIGITS + 1 }; /* checksum and space */

/* Four bits at a time: a table of 16 does, and a record is written or read once. */
static uint32_t crc32_of(const char *data, size_t len)
{
	static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190,
		0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
		0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < len; i++) {
		crc ^= (unsigned char)data[i];
		crc = crc >> 4 ^ table[crc & 15];
		crc = crc >> 4 ^ table[crc & 15];
	}
	return ~crc;
}

static void put_crc(char into[DIGITS], uint32_t crc)
{
	for (int i = 0; i < DIGITS; i++)
		into[i] = "0123456789abcdef"[crc >> 4 * (DIGITS - 1 - i) & 15];
}

/* -- writing ------------------------------------------------------------- */

static char escape_of(char c)
{
	switch (c) {
	case '\\':
		return '\\';
	case '\t':
		return 't';
	case '\n':
		return 'n';
	default:
		return 0;
	}
}

static char *put_text(char *at, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char escape = escape_of(text[i]);

		if (escape)
			*at++ = '\\';
		*at++ = escape ? escape : text[i];
	}
	return at;
}

size_t errnotice_spool_record_write(
	char into[ERRNOTICE_SPOOL_RECORD_MAX], const struct errnotice_event *event)
{
	const char *argv[2 * ERRNOTICE_FIELD_COUNT_];
	size_t lens[2 * ERRNOTICE_FIELD_COUNT_];
	size_t n = errnotice_event_encode(event, argv, lens);
	char *payload = into + 1 + HEAD, *at = payload;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*at++ = '\t';
		at = put_text(at, argv[i], lens[i]);
	}
	into[0] = '\n';
	put_crc(into + 1, crc32_of(payload, (size_t)(at - payload)));
	into[HEAD] = ' ';
	*at++ = '\n';
	return (size_t)(at - into);
}

/* -- reading ------------------------------------------------------------- */

static bool checks(const char *line, size_t len)
{
	char crc[DIGITS];

	if (len < HEAD || line[DIGITS] != ' ')
		return false;
	put_crc(crc, crc32_of(line + HEAD, len - HEAD));
	return memcmp(crc, line, DIGITS) == 0;
}

/* In place, for it only shrinks; false for an escape that nobody wrote. */
static bool take_text(char **from, const char *end, struct errnotice_span *span)
{
	char *at = *from, *into = *from;

	span->data = into;
	while (at < end && *at != '\t') {
		char c = *at++;

		if (c == '\\') {
			c = at < end ? *at++ : 0;
			if (c != '\\' && c != 't' && c != 'n')
				return false;
			c = c == 't' ? '\t' : c == 'n' ? '\n' : c;
		}
		*into++ = c;
	}
	span->len = (size_t)(into - span->data);
	*from = at < end ? at + 1 : at;
	return true;
}

bool errnotice_spool_record_read(char *line, size_t len,
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX], size_t *pairs, struct errnotice_err *err)
{
	char *at = line + HEAD, *end = line + len;
	size_t n = 0;

	if (!checks(line, len))
		return errnotice_err_set(err, "a torn record: its checksum is another");
	while (at < end && n < 2 * ERRNOTICE_SPOOL_PAIRS_MAX) {
		if (!take_text(&at, end, &spans[n++]))
			return errnotice_err_set(err, "a record with an escape that does not exist");
	}
	/* the last value may be empty: then the tab before it is the end */
	if (at == end && n % 2 == 1 && end[-1] == '\t')
		spans[n++] = errnotice_span(end, 0);
	if (at < end || n == 0 || n % 2 == 1)
		return errnotice_err_set(err, "a record that is no list of names and values");
	*pairs = n / 2;
	return true;
}
