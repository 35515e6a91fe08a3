#include "consumer/command/notices.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "common/clock.h"
#include "consumer/command/existing.h"
#include "consumer/command/notice_show.h"
#include "consumer/conf.h"
#include "consumer/store/dead_letters.h"
#include "consumer/store/store.h"

/* One run of a command. */
struct work {
	char **words; /* behind the command */
	size_t word_count;
	bool failed, json, all;
	struct store *store;
	struct zone *zone; /* NULL: UTC */
	int64_t now_s;
	size_t shown;
	bool whole;
};

static bool read_id(const char *word, int64_t *id)
{
	if (options_read_id(word, id)) {
		return true;
	}
	fprintf(stderr, "%s is no notice's number; errnotice-consumer notices lists them\n", word);
	return false;
}

/* --- look --- */

static void show(const struct notice_row *notice, void *context)
{
	struct work *work = context;

	if (!work->json) {
		(work->whole ? notice_show_whole : notice_show_short)(
			stdout, notice, work->zone, work->now_s);
	} else {
		fputs(work->shown ? ",\n" : "", stdout);
		notice_show_json(stdout, notice, work->whole, work->now_s);
	}
	work->shown++;
}

static enum exit_status list(struct work *work, struct errnotice_err *err)
{
	if (!notice_list_each(work->store, work->failed, show, work, err)) {
		return STATUS_LATER;
	}
	if (work->shown == 0 && !work->json) {
		fputs(work->failed ? "no notice was refused for good\n" : "no notice waits\n", stdout);
	}
	return STATUS_DONE;
}

static enum exit_status show_each(struct work *work, struct errnotice_err *err)
{
	enum exit_status status = STATUS_DONE;

	work->whole = true;
	for (size_t i = 0; i < work->word_count; i++) {
		bool found = false;
		int64_t id;
		if (!read_id(work->words[i], &id)) {
			status = STATUS_WRONG;
		} else if (!notice_list_one(work->store, id, show, work, &found, err)) {
			return STATUS_LATER;
		} else if (!found) {
			fprintf(stderr, "there is no notice %" PRId64 "\n", id);
			status = STATUS_WRONG;
		}
	}
	return status;
}

static enum exit_status look(struct work *work, struct errnotice_err *err)
{
	fputs(work->json ? "[" : "", stdout);
	enum exit_status status = work->word_count ? show_each(work, err) : list(work, err);
	fputs(work->json ? "]\n" : "", stdout);
	return status;
}

/* --- what becomes of one --- */

static const char may_stand[] = "; it may stand in the group all the same";

static enum exit_status refuse(int64_t id, enum dead_letter_end end)
{
	if (end == DEAD_LETTER_UNDER_WAY) {
		fprintf(stderr, "notice %" PRId64 " may be under way right now: try again in ten seconds\n",
			id);
		return STATUS_LATER;
	}
	fprintf(stderr,
		end == DEAD_LETTER_UNMADE ? "notice %" PRId64 " has no message yet: it goes when it is due\n"
					  : "there is no notice %" PRId64 " that waits\n",
		id);
	return STATUS_WRONG;
}

/* --- drop --- */

static enum exit_status drop(struct work *work, struct errnotice_err *err)
{
	enum exit_status status = STATUS_DONE;

	for (size_t i = 1; i < work->word_count; i++) {
		struct dead_letter letter;
		int64_t id;
		if (!read_id(work->words[i], &id)) {
			status = STATUS_WRONG;
		} else if (!dead_letters_drop(work->store, id, errnotice_clock_unix_ms(), &letter, err)) {
			return STATUS_LATER;
		} else if (letter.end == DEAD_LETTER_DONE) {
			printf("notice %" PRId64 " is given up: %" PRIu64 " events are muted%s\n", id,
				letter.events, letter.unsure ? may_stand : "");
		} else {
			status = refuse(id, letter.end);
		}
	}
	return status;
}

/* --- replay --- */

struct ids {
	int64_t *list;
	size_t count, room;
	bool whole; /* no memory is missing */
};

static void note_id(const struct notice_row *notice, void *context)
{
	struct ids *ids = context;

	if (ids->count == ids->room) {
		size_t room = ids->room ? 2 * ids->room : 64;
		int64_t *more = realloc(ids->list, room * sizeof(*more));
		ids->whole = ids->whole && more;
		if (!more) {
			return;
		}
		ids->list = more;
		ids->room = room;
	}
	ids->list[ids->count++] = notice->id;
}

static bool read_ids(struct work *work, struct ids *ids, enum exit_status *status, struct errnotice_err *err)
{
	struct notice_row row;

	if (work->all) {
		return notice_list_each(work->store, true, note_id, ids, err);
	}
	for (size_t i = 0; i < work->word_count; i++) {
		if (read_id(work->words[i], &row.id)) {
			note_id(&row, ids);
		} else {
			*status = STATUS_WRONG;
		}
	}
	return true;
}

static void say_unsure(int64_t id, const struct dead_letter *letter)
{
	if (letter->unsure) {
		printf("notice %" PRId64 " is sent again%s\n", id, may_stand);
	}
}

static enum exit_status replay_each(struct work *work, struct errnotice_err *err)
{
	enum exit_status status = STATUS_DONE;
	struct ids ids = {.whole = true};
	size_t sent = 0;

	bool fine = read_ids(work, &ids, &status, err)
		    && (ids.whole || errnotice_err_set(err, "no memory for so many"));
	for (size_t i = 0; fine && i < ids.count; i++) {
		struct dead_letter letter;
		fine = dead_letters_replay(work->store, ids.list[i], errnotice_clock_unix_ms(), &letter, err);
		if (fine && letter.end == DEAD_LETTER_DONE) {
			sent++;
			say_unsure(ids.list[i], &letter);
		} else if (fine && !work->all) { /* of all, one that is gone was seen to by another */
			status = refuse(ids.list[i], letter.end);
		}
	}
	free(ids.list);
	printf("%zu notices are sent again by the consumer that runs\n", sent);
	return fine ? status : STATUS_LATER;
}

/* --- the commands --- */

static enum exit_status open_and_run(struct work *work, const struct conf *conf,
	enum exit_status (*command)(struct work *, struct errnotice_err *))
{
	struct errnotice_err err = {0}, zone = {0};
	enum exit_status status = STATUS_LATER;

	work->now_s = errnotice_clock_unix_ms() / 1000;
	work->zone = zone_open("", &zone);
	work->store = existing_open(&conf->store.address, &err);
	if (work->store) {
		status = command(work, &err);
	}
	store_close(work->store);
	zone_free(work->zone);
	if (*err.text) {
		fprintf(stderr, "errnotice-consumer: %s\n", err.text);
	}
	return status;
}

static enum exit_status run(struct work *work, const struct options *options,
	enum exit_status (*command)(struct work *, struct errnotice_err *))
{
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	work->words = options->words;
	work->word_count = options->word_count;
	enum exit_status status = open_and_run(work, conf, command);
	conf_free(conf);
	return status;
}

enum exit_status notices_command(struct options *options)
{
	struct work work = {0};
	const struct options_row rows[] = {
		{"failed", .flag = &work.failed}, {"json", .flag = &work.json}, {.name = NULL}};

	if (!options_read(options, rows, 0, INT_MAX)) {
		return options->status;
	}
	bool dropping = options->word_count > 0 && strcmp(options->words[0], "drop") == 0;
	if (dropping && (options->word_count == 1 || work.failed || work.json)) {
		return options_wrong("notices drop needs the numbers of notices, and no option");
	}
	if (work.failed && options->word_count > 0) {
		return options_wrong("notices takes --failed or numbers, not both");
	}
	return run(&work, options, dropping ? drop : look);
}

enum exit_status replay_command(struct options *options)
{
	struct work work = {0};
	const struct options_row rows[] = {{"all", .flag = &work.all}, {.name = NULL}};

	if (!options_read(options, rows, 0, INT_MAX)) {
		return options->status;
	}
	if (work.all == (options->word_count > 0)) {
		return options_wrong("replay needs the numbers of notices, or --all");
	}
	return run(&work, options, replay_each);
}
