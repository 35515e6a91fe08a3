/*
 * number -- decimal text to integers, without locale, errno or a terminator.
 */
#ifndef ERRNOTICE_NUMBER_H
#define ERRNOTICE_NUMBER_H

#include <stdint.h>
#include "common/span.h"

/*
 * True for canonical decimal only: an optional '-', no '+', no leading zeros, no
 * "-0", within 64 bits.  Then printing `*value` gives the same text again.
 */
static inline bool errnotice_number_read(struct errnotice_span text, int64_t *value)
{
	bool negative = text.len > 0 && text.data[0] == '-';
	size_t at = negative;
	uint64_t sum = 0, limit = (uint64_t)INT64_MAX + negative;

	if (at == text.len || (text.data[at] == '0' && text.len > 1))
		return false;
	for (; at < text.len; at++) {
		unsigned digit = (unsigned char)text.data[at] - (unsigned)'0';

		if (digit > 9 || sum > (limit - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
	return true;
}

#endif
