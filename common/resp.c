#include "common/resp.h"

/* By hand: an event has forty of them, and snprintf() would take as long as all else that is done to send it. */
size_t errnotice_resp_head(char *into, char mark, size_t number)
{
	char digits[24];
	size_t count = 0, at = 0;

	do
		digits[count++] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	into[at++] = mark;
	while (count > 0)
		into[at++] = digits[--count];
	into[at++] = '\r';
	into[at++] = '\n';
	return at;
}
