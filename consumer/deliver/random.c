#include "consumer/deliver/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

/* Up to 256 bytes come whole once the kernel's pool was filled, which getrandom() waits for. */
static void fill(void *into, size_t len)
{
	if (getrandom(into, len, 0) != (ssize_t)len) {
		abort();
	}
}

uint32_t random_number(void)
{
	uint32_t number;
	fill(&number, sizeof(number));
	return number;
}

void random_uuid(char into[RANDOM_UUID])
{
	unsigned char random[RANDOM_UUID / 2];
	fill(random, sizeof(random));
	for (size_t i = 0; i < sizeof(random); i++) {
		snprintf(into + 2 * i, 3, "%02x", random[i]);
	}
}
