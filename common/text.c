#include "common/text.h"

#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Bytes of the well-formed character at `s` (at least one byte is there), 0 if it is none.  RFC 3629, section 4. */
static size_t character(const unsigned char *s, size_t len)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t size;

	if (s[0] < 0x80)
		return s[0] != '\0';
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	size = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (s[0] == 0xE0)
		low = 0xA0; /* overlong */
	else if (s[0] == 0xED)
		high = 0x9F; /* surrogates */
	else if (s[0] == 0xF0)
		low = 0x90; /* overlong */
	else if (s[0] == 0xF4)
		high = 0x8F; /* above U+10FFFF */
	if (len < size || s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	return size;
}

size_t errnotice_text_clean(char *into, size_t room, const char *data, size_t len)
{
	size_t used = 0;

	for (size_t at = 0; at < len && used < room;) {
		size_t size = character((const unsigned char *)data + at, len - at);
		const char *from = size ? data + at : replacement;
		size_t wanted = size ? size : sizeof replacement - 1;

		if (wanted > room - used)
			break;
		memcpy(into + used, from, wanted);
		used += wanted;
		at += size ? size : 1;
	}
	return used;
}

size_t errnotice_text_cut(const char *data, size_t len, size_t room)
{
	if (len <= room)
		return len;
	while (room > 0 && ((unsigned char)data[room] & 0xC0) == 0x80)
		room--;
	return room;
}
