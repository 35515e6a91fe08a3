#include "common/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* RFC 3629, section 4 */
size_t errnotice_text_character(const char *data, size_t len)
{
	const unsigned char *s = (const unsigned char *)data;
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

static bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

/*
 * The same of eight bytes: in each sum or difference the top bit of a byte tells, and what a byte passes on to the
 * next one does not matter, since then it was not plain itself.
 */
static bool are_plain(uint64_t bytes)
{
	static const uint64_t each = 0x0101010101010101;
	uint64_t high = bytes | (bytes + each) | (bytes - each * 0x20);
	uint64_t same = ((bytes ^ each * '"') - each) | ((bytes ^ each * '\\') - each);

	return ((high | same) & each * 0x80) == 0;
}

size_t errnotice_text_plain(const char *data, size_t len)
{
	size_t at = 0;

	for (uint64_t bytes; len - at >= sizeof bytes; at += sizeof bytes) {
		memcpy(&bytes, data + at, sizeof bytes);
		if (!are_plain(bytes))
			break;
	}
	while (at < len && is_plain((unsigned char)data[at]))
		at++;
	return at;
}

/* The plain bytes at `data` that fit; none where it begins with another, which is no ASCII or rare. */
static size_t plain_that_fits(const char *data, size_t len, size_t room)
{
	return (unsigned char)*data < 0x80 ? errnotice_text_plain(data, len < room ? len : room) : 0;
}

size_t errnotice_text_clean(char *into, size_t room, const char *data, size_t len)
{
	size_t used = 0;

	for (size_t at = 0; at < len && used < room;) {
		size_t plain = plain_that_fits(data + at, len - at, room - used);
		size_t size = plain ? plain : errnotice_text_character(data + at, len - at);
		const char *from = size ? data + at : ERRNOTICE_TEXT_REPLACEMENT;
		size_t wanted = size ? size : sizeof ERRNOTICE_TEXT_REPLACEMENT - 1;

		if (wanted > room - used)
			break;
		memcpy(into + used, from, wanted);
		used += wanted;
		at += size ? size : 1;
	}
	return used;
}

/* The bytes of the control character that stands there in clean text, 0 if it is none; U+0080 to U+009F have two. */
static size_t control_at(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < ' ' || s[0] == 0x7F)
		return 1;
	return len > 1 && s[0] == 0xC2 && s[1] < 0xA0 ? 2 : 0;
}

size_t errnotice_text_line(char *into, size_t room, const char *data, size_t len)
{
	size_t clean = errnotice_text_clean(into, room, data, len), used = 0;

	for (size_t at = 0; at < clean; used++) {
		size_t control = control_at(into + at, clean - at);

		into[used] = control ? '?' : into[at];
		at += control ? control : 1;
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
