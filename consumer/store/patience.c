#include "consumer/store/patience.h"

#include <stdatomic.h>

enum { USUAL_MS = 5000, LAST_MS = 1000 };

static atomic_int wait_ms = USUAL_MS;

int patience_ms(void)
{
	return atomic_load(&wait_ms);
}

void patience_end(void)
{
	atomic_store(&wait_ms, LAST_MS);
}
