#include "common/uuid.h"
#include "common/percent.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

/* A dash stands before these bytes. */
static bool dash_before(size_t byte)
{
	return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void errnotice_uuid_format(char into[ERRNOTICE_UUID_LEN + 1], int64_t unix_ms, const unsigned char random[10])
{
	unsigned char bytes[16];

	for (int i = 0; i < 6; i++)
		bytes[i] = (unsigned char)((uint64_t)unix_ms >> (8 * (5 - i)));
	memcpy(bytes + 6, random, 10);
	bytes[6] = (bytes[6] & 0x0F) | 0x70; /* version 7 */
	bytes[8] = (bytes[8] & 0x3F) | 0x80; /* variant of RFC 9562 */
	for (size_t i = 0; i < 16; i++) {
		if (dash_before(i))
			*into++ = '-';
		*into++ = digits[bytes[i] >> 4];
		*into++ = digits[bytes[i] & 15];
	}
	*into = '\0';
}

bool errnotice_uuid_parse(unsigned char into[16], const char *text, size_t len)
{
	if (len != ERRNOTICE_UUID_LEN)
		return false;
	for (size_t i = 0; i < 16; i++) {
		int high, low;

		if (dash_before(i) && *text++ != '-')
			return false;
		high = errnotice_hex(*text++);
		low = errnotice_hex(*text++);
		if (high < 0 || low < 0)
			return false;
		into[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}
