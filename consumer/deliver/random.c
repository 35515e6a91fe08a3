#include "consumer/deliver/chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

int64_t chance_now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Up to 256 bytes come whole once the kernel's pool was filled, which getrandom() waits for. */
static void fill(void *into, size_t len)
{
	if (getrandom(into, len, 0) != (ssize_t)len) {
		abort();
	}
}

uint32_t chance_random(void)
{
	uint32_t random;
	fill(&random, sizeof(random));
	return random;
}

void chance_uuid(char into[CHANCE_UUID])
{
	unsigned char random[CHANCE_UUID / 2];
	fill(random, sizeof(random));
	for (size_t i = 0; i < sizeof(random); i++) {
		snprintf(into + 2 * i, 3, "%02x", random[i]);
	}
}
