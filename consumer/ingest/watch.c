#include "consumer/ingest/watch.h"

#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "consumer/duration.h"
#include "consumer/store/bulletins.h"

enum { MINUTE_S = 60, HOUR_S = 3600 };

struct looking {
	struct store *store;
	const struct conf *conf;
	const struct roster *roster;
	int64_t now_s;
	struct hosts hosts;
	bool *there; /* of each row of `hosts`: it has a heartbeat */
	struct watch_news *news;
	struct errnotice_err *err;
};

/* --- one host --- */

static bool tell(
	const struct looking *l, enum bulletin_kind kind, const struct hosts_row *row, int64_t length_s)
{
	char text[DURATION_TEXT];

	duration_show(text, length_s * 1000);
	return bulletins_add(
		l->store, kind, errnotice_span_of(row->name), errnotice_span_of(text), 1, l->now_s, l->err);
}

/* No more exact than anybody wants to read. */
static int64_t rounded(int64_t length_s)
{
	int64_t unit_s = length_s < 2 * HOUR_S ? MINUTE_S : HOUR_S;

	return length_s / unit_s * unit_s;
}

static bool come_back(const struct looking *l, struct hosts_row *row)
{
	if (!row->silent) {
		return true;
	}
	row->silent = false;
	l->news->back++;
	return tell(l, BULLETIN_BACK, row, rounded(l->now_s - row->changed_s));
}

static bool fall_silent(const struct looking *l, struct hosts_row *row)
{
	row->silent = true;
	l->news->silent++;
	return hosts_keep(l->store, row, l->err)
	       && tell(l, BULLETIN_SILENT, row, l->conf->hosts.silent_after_s);
}

static void give_up(const struct looking *l, const struct hosts_row *row)
{
	struct watch_news *news = l->news;

	if (l->now_s - row->changed_s > WATCH_KEPT_S && news->gone_count < WATCH_GONE) {
		strcpy(news->gone[news->gone_count++], row->name);
	}
}

/* A host that is known. */
static bool look_at(const struct looking *l, struct hosts_row *row, const char *beat)
{
	if (strcmp(row->beat, beat) != 0) {
		bool fine = come_back(l, row);
		strcpy(row->beat, beat);
		row->changed_s = l->now_s;
		return fine && hosts_keep(l->store, row, l->err);
	}
	if (row->silent) {
		give_up(l, row);
		return true;
	}
	return l->now_s - row->changed_s < l->conf->hosts.silent_after_s || fall_silent(l, row);
}

/* --- all of them --- */

static void clean(char *into, size_t room, struct errnotice_span text)
{
	into[errnotice_text_clean(into, room - 1, text.data, text.len)] = '\0';
}

static bool look_at_roster(struct looking *l)
{
	for (size_t i = 0; i < l->roster->count; i++) {
		const struct roster_host *host = &l->roster->hosts[i];
		struct hosts_row new = {.changed_s = l->now_s};
		clean(new.name, sizeof(new.name), host->name);
		clean(new.beat, sizeof(new.beat), host->beat);
		struct hosts_row *row = hosts_find(&l->hosts, new.name);
		if (row) {
			l->there[row - l->hosts.rows] = true;
		}
		if (row ? !look_at(l, row, new.beat) : host->ours && !hosts_keep(l->store, &new, l->err)) {
			return false;
		}
	}
	return true;
}

/* A silent one that lost its heartbeat is remembered, so that nobody is told of it twice. */
static bool look_at_missing(struct looking *l)
{
	for (size_t i = 0; i < l->hosts.count; i++) {
		const struct hosts_row *row = &l->hosts.rows[i];
		bool stays = l->there[i] || (row->silent && l->now_s - row->changed_s <= WATCH_KEPT_S);
		if (!stays && !hosts_forget(l->store, row->name, l->err)) {
			return false;
		}
	}
	return true;
}

static bool look_at_all(struct looking *l)
{
	if (!hosts_load(l->store, &l->hosts, l->err)) {
		return false;
	}
	l->there = calloc(l->hosts.count + 1, sizeof(*l->there));
	if (!l->there) {
		return errnotice_err_set(l->err, "no memory to watch hosts");
	}
	return look_at_roster(l) && look_at_missing(l);
}

/* True in `*turn` when it is time to look.  A clock that was put forward or back counts as nobody looking. */
static bool begin(const struct looking *l, bool *turn)
{
	int64_t looked_s;

	if (!hosts_looked(l->store, &looked_s, l->err)) {
		return false;
	}
	int64_t gap_s = looked_s == INT64_MAX ? 0 : l->now_s - looked_s;
	bool alone = looked_s == INT64_MAX || gap_s > WATCH_GAP_S || gap_s < -WATCH_GAP_S;
	*turn = alone || gap_s >= WATCH_EVERY_S / 2;
	if (!*turn) {
		return true;
	}
	return (!alone || gap_s == 0 || hosts_shift(l->store, gap_s, l->err))
	       && hosts_look(l->store, l->now_s, l->err);
}

static bool look(struct looking *l)
{
	bool turn;

	return begin(l, &turn) && (!turn || look_at_all(l));
}

bool watch_look(struct store *store, const struct conf *conf, const struct roster *roster, int64_t now_s,
	struct watch_news *news, struct errnotice_err *err)
{
	struct looking looking = {store, conf, roster, now_s, .news = news, .err = err};

	*news = (struct watch_news){.silent = 0};
	bool fine = store_begin(store, err) && look(&looking);
	hosts_clear(&looking.hosts);
	free(looking.there);
	return store_end(store, fine, err);
}
