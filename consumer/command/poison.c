#include "consumer/command/poison.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <jansson.h>
#include "consumer/command/existing.h"
#include "consumer/command/terminal.h"
#include "consumer/conf.h"
#include "consumer/ingest/revival.h"
#include "consumer/store/poison.h"
#include "consumer/zone.h"

struct work {
	const struct conf *conf;
	struct store *store;
	struct revival *revival; /* of `replay` */
	struct zone *zone;       /* NULL: UTC */
	char **ids;
	size_t id_count;
	bool json, all;
	size_t done;
	enum exit_status status;
};

/* --- list --- */

static json_t *text(const char *value)
{
	json_t *json = json_string(value);
	return json ? json : json_string("?");
}

static void show(const struct poison_row *row, void *context)
{
	struct work *work = context;
	char at[ZONE_TEXT];

	if (work->json) {
		json_t *object = json_pack("{s:o, s:I, s:I, s:o}", "stream_id", text(row->stream_id), "at",
			(json_int_t)row->at, "bytes", (json_int_t)row->entry.len, "reason",
			text(row->reason));
		fputs(work->done ? ",\n" : "", stdout);
		json_dumpf(object, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
		json_decref(object);
	} else {
		zone_format(at, work->zone, row->at);
		terminal_put(stdout, row->stream_id, NULL);
		printf("  %s  %zu bytes: ", at, row->entry.len);
		terminal_put(stdout, row->reason, NULL);
		putchar('\n');
	}
	work->done++;
}

static bool list(struct work *work, struct errnotice_err *err)
{
	fputs(work->json ? "[" : "", stdout);
	bool fine = poison_each(work->store, show, work, err);
	fputs(work->json ? "]\n" : fine && !work->done ? "no entry was unreadable\n" : "", stdout);
	return fine;
}

/* --- replay and drop: one entry after the other --- */

/* Sent before it is removed: killed in between it is sent once more, and counted once. */
static bool replay(struct work *work, const struct poison_row *row, bool *remove, struct errnotice_err *err)
{
	struct errnotice_err why = {0};

	switch (revival_send(work->revival, row->entry, &why)) {
	case REVIVAL_FAILED:
		return errnotice_err_set(err, "%s", why.text);
	case REVIVAL_UNREADABLE:
		fprintf(stderr, "entry %s: this version cannot read it either: ", row->stream_id);
		terminal_put(stderr, why.text, NULL);
		fputc('\n', stderr);
		work->status = STATUS_WRONG;
		break;
	case REVIVAL_SENT:
		*remove = true;
		break;
	}
	return true;
}

static bool treat(struct work *work, const char *id, struct errnotice_err *err)
{
	struct poison_row row;
	bool found, remove = !work->revival;

	if (!poison_find(work->store, id, &row, &found, err)) {
		return false;
	}
	if (!found) {
		fprintf(stderr, "there is no entry %s; errnotice-consumer poison list shows them\n", id);
		work->status = STATUS_WRONG;
		return true;
	}
	bool fine = !work->revival || replay(work, &row, &remove, err);
	poison_row_clear(&row);
	if (fine && remove) {
		fine = poison_remove(work->store, id, !work->revival, err);
		work->done += fine;
	}
	return fine;
}

struct ids {
	struct work *work;
	struct errnotice_err *err;
	bool fine;
};

static void treat_next(const char *id, void *context)
{
	struct ids *ids = context;
	ids->fine = ids->fine && treat(ids->work, id, ids->err);
}

static bool treat_each(struct work *work, struct errnotice_err *err)
{
	struct ids ids = {work, err, true};

	if (work->all) {
		return poison_each_id(work->store, treat_next, &ids, err) && ids.fine;
	}
	for (size_t i = 0; i < work->id_count; i++) {
		treat_next(work->ids[i], &ids);
	}
	return ids.fine;
}

static bool replay_each(struct work *work, struct errnotice_err *err)
{
	work->revival = revival_open(work->conf, err);
	bool fine = work->revival && treat_each(work, err);
	revival_close(work->revival);
	printf("%zu entries are in the queue again\n", work->done);
	return fine;
}

static bool drop_each(struct work *work, struct errnotice_err *err)
{
	bool fine = treat_each(work, err);
	printf("%zu entries are dropped\n", work->done);
	return fine;
}

/* --- the command --- */

static enum exit_status open_and_run(struct work *work, bool (*act)(struct work *, struct errnotice_err *))
{
	struct errnotice_err err = {0}, no_zone = {0};

	work->zone = zone_open("", &no_zone);
	work->store = existing_open(&work->conf->store.address, &err);
	bool fine = work->store && act(work, &err);
	store_close(work->store);
	zone_free(work->zone);
	if (!fine) {
		fprintf(stderr, "errnotice-consumer: %s\n", err.text);
	}
	return fine ? work->status : STATUS_LATER;
}

enum exit_status poison_command(struct options *options)
{
	static const struct {
		const char *word;
		bool (*act)(struct work *, struct errnotice_err *);
		bool takes_ids, takes_json, takes_all;
	} acts[] = {{"list", list, false, true, false}, {"replay", replay_each, true, false, true},
		{"drop", drop_each, true, false, false}};
	struct work work = {.status = STATUS_DONE};
	const struct options_row rows[] = {
		{"json", .flag = &work.json}, {"all", .flag = &work.all}, {.name = NULL}};
	size_t i = 0;

	if (!options_read(options, rows, 1, INT_MAX)) {
		return options->status;
	}
	while (i < sizeof(acts) / sizeof(*acts) && strcmp(acts[i].word, options->words[0]) != 0) {
		i++;
	}
	if (i == sizeof(acts) / sizeof(*acts)) {
		return options_wrong("poison needs one of list, replay and drop");
	}
	work.ids = options->words + 1;
	work.id_count = options->word_count - 1;
	bool given = work.all != (work.id_count > 0);
	if ((work.json && !acts[i].takes_json) || (work.all && !acts[i].takes_all)
		|| given != acts[i].takes_ids) {
		return options_wrong("poison list [--json], poison replay ID... or --all, poison drop ID...");
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	work.conf = conf;
	enum exit_status status = open_and_run(&work, acts[i].act);
	conf_free(conf);
	return status;
}
