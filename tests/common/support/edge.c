#include "tests/common/support/edge.h"

#include <string.h>
#include <sys/mman.h>

enum { ROOM = 64 * 1024, GUARD = 64 * 1024 };

char *edge_copy(const char *data, size_t len)
{
	static char *base;
	char *at;

	if (!base) {
		base = mmap(NULL, ROOM + GUARD, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		assert_true(base != MAP_FAILED);
		assert_int_equal(mprotect(base + ROOM, GUARD, PROT_NONE), 0);
	}
	assert_true(len <= ROOM);
	at = base + ROOM - len;
	if (len)
		memcpy(at, data, len);
	return at;
}
