#include "consumer/ingest/roster.h"

#include <stdlib.h>
#include <string.h>

enum { HOSTS_MOST = 16384, PAGES_MOST = 4096 /* a scan that never ends is none */ };

void roster_clear(struct roster *roster)
{
	free(roster->hosts);
	*roster = (struct roster){.count = 0};
}

static bool make_room(struct roster *roster, size_t more, struct errnotice_err *err)
{
	if (roster->count + more <= roster->room) {
		return true;
	}
	size_t room = 2 * (roster->count + more);
	struct roster_host *grown = reallocarray(roster->hosts, room, sizeof(*grown));
	if (!grown) {
		return errnotice_err_set(err, "queue: no memory");
	}
	roster->hosts = grown;
	roster->room = room;
	return true;
}

static bool add_page(
	struct roster *roster, const struct beats_page *page, const char *stream, struct errnotice_err *err)
{
	if (!make_room(roster, page->count / 2, err)) {
		return false;
	}
	for (size_t i = 0; i + 1 < page->count; i += 2) {
		struct beat beat;
		struct roster_host *host = &roster->hosts[roster->count++];
		host->name = page->items[i].text;
		host->beat = page->items[i + 1].text;
		host->ours = beat_read(&beat, host->beat, stream);
	}
	return true;
}

bool roster_ask(struct redis *redis, const struct conf *conf, struct roster *into, struct errnotice_err *err)
{
	struct beats_cursor cursor = {""};
	int pages = 0;

	do {
		struct beats_page page;
		if (!beats_scan(redis, conf, &cursor, &page, err)
			|| !add_page(into, &page, conf->queue.stream, err)) {
			return false;
		}
		into->whole = strcmp(cursor.text, "0") == 0;
	} while (!into->whole && *cursor.text && into->count <= HOSTS_MOST && ++pages < PAGES_MOST);
	return true;
}
