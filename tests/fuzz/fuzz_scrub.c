/* Messages and URLs: what comes out is well-formed and within the room. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/scrub.h"
#include "common/text.h"

static void check(const char *into, size_t used, size_t room)
{
	char again[4096];

	if (used > room)
		abort();
	if (errnotice_text_clean(again, sizeof again, into, used) != used || memcmp(again, into, used) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct errnotice_scrub *scrub;
	static const char list[] = "password,token,authorization,@mobile,@id,@card,@email,@token";
	char into[1024];
	size_t room = size ? data[0] * 4 : 0;

	if (!scrub)
		scrub = errnotice_scrub_parse(list, sizeof list - 1, NULL);
	check(into, errnotice_scrub_text(scrub, into, room, (const char *)data, size), room);
	check(into, errnotice_scrub_url(scrub, into, room, (const char *)data, size), room);
	return 0;
}
