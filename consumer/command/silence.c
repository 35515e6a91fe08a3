#include "consumer/command/silence.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "common/text.h"
#include "consumer/command/terminal.h"
#include "consumer/conf.h"
#include "consumer/duration.h"
#include "consumer/plan/silence.h"
#include "consumer/store/silences.h"
#include "consumer/zone.h"

enum { SHOWN = 100, LONGEST_S = 90 * 86400 };

struct wish {
	const char *code, *class, *fp, *duration, *owner, *why;
	bool json;
};

struct desk {
	struct store *store;
	bool json;
	int64_t now_s;
	struct errnotice_err err;
};

/* --- saying --- */

static json_t *json_of(const struct silences_row *row, int64_t now_s)
{
	return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:b}", "id", (json_int_t)row->id,
		"code", row->code, "class", row->class, "fp", row->fp, "owner", row->owner, "why", row->why,
		"from", (json_int_t)row->from_s, "until", (json_int_t)row->until_s, "muted",
		(json_int_t)row->muted, "holds", !row->closed && row->until_s > now_s);
}

static void put(const char *before, const char *text)
{
	fputs(before, stdout);
	terminal_put(stdout, text, NULL);
}

static void say(const struct silences_row *row, const struct zone *zone, int64_t now_s)
{
	char from[ZONE_TEXT], until[ZONE_TEXT];

	zone_format(from, zone, row->from_s);
	zone_format(until, zone, row->until_s);
	printf("%" PRId64 "  %s", row->id, !row->closed && row->until_s > now_s ? "holds" : "over");
	put(*row->code ? "  code " : "", row->code);
	put(*row->class ? "  class " : "", row->class);
	put(*row->fp ? "  fp " : "", row->fp);
	printf("  %" PRIu64 " muted\n    %s to %s\n", row->muted, from, until);
	put("    ", row->owner);
	put(": ", row->why);
	putchar('\n');
}

static enum exit_status say_rows(struct desk *desk, const struct silences_row *rows, size_t count)
{
	struct errnotice_err unused = {""};
	struct zone *zone = desk->json ? NULL : zone_open("", &unused);
	json_t *list = json_array();

	if (count == 0 && !desk->json) {
		puts("nothing was ever silenced");
	}
	for (size_t i = 0; i < count && !desk->json; i++) {
		say(&rows[i], zone, desk->now_s);
	}
	for (size_t i = 0; i < count && desk->json; i++) {
		json_array_append_new(list, json_of(&rows[i], desk->now_s));
	}
	if (desk->json) {
		json_dumpf(list, stdout, JSON_INDENT(2));
		putchar('\n');
	}
	json_decref(list);
	zone_free(zone);
	return STATUS_DONE;
}

static enum exit_status list(struct desk *desk)
{
	struct silences_row *rows = calloc(SHOWN, sizeof(*rows));
	size_t count;
	enum exit_status status = STATUS_LATER;

	if (!rows) {
		errnotice_err_set(&desk->err, "no memory");
	} else if (silences_newest(desk->store, rows, SHOWN, &count, &desk->err)) {
		status = say_rows(desk, rows, count);
	}
	free(rows);
	return status;
}

/* --- changing --- */

static bool is_full(struct desk *desk, bool *full)
{
	static struct silences_row rows[SILENCE_MOST];
	size_t count;
	bool fine = silences_load(desk->store, desk->now_s, rows, SILENCE_MOST, &count, &desk->err);
	*full = fine && count == SILENCE_MOST;
	return fine;
}

static enum exit_status say_full(void)
{
	fprintf(stderr, "errnotice-consumer: %d silences hold already; end one first\n", SILENCE_MOST);
	return STATUS_WRONG;
}

static enum exit_status add(struct desk *desk, struct silences_row *row)
{
	bool full;

	if (!store_begin(desk->store, &desk->err)) {
		return STATUS_LATER;
	}
	if (!is_full(desk, &full) || full || !silences_add(desk->store, row, &row->id, &desk->err)) {
		store_rollback(desk->store);
		return full ? say_full() : STATUS_LATER;
	}
	return store_commit(desk->store, &desk->err) ? say_rows(desk, row, 1) : STATUS_LATER;
}

static enum exit_status end(struct desk *desk, int64_t id)
{
	bool ended = false;
	bool fine = store_begin(desk->store, &desk->err)
		    && silences_end(desk->store, id, desk->now_s, &ended, &desk->err);

	if (!store_end(desk->store, fine, &desk->err)) {
		return STATUS_LATER;
	}
	if (!ended) {
		return options_wrong("no silence of this number holds; see silence list");
	}
	if (desk->json) {
		printf("{\"id\": %" PRId64 ", \"holds\": false}\n", id);
	} else {
		printf("silence %" PRId64 " is over; the group is told what it kept back\n", id);
	}
	return STATUS_DONE;
}

/* --- reading the words --- */

static bool copy(char *into, size_t room, const char *text, const char *name)
{
	if (strlen(text) >= room) {
		fprintf(stderr, "errnotice-consumer: --%s is longer than %zu bytes\n", name, room - 1);
		return false;
	}
	into[errnotice_text_clean(into, room - 1, text, strlen(text))] = '\0';
	return true;
}

static bool read_wish(const struct wish *wish, int64_t now_s, struct silences_row *row)
{
	struct errnotice_err err = {""};
	struct silence silence = {0};
	int64_t ms = 0;

	bool fine = silence_parse(&silence, wish->code, wish->class, wish->fp, &err);
	silence_clear(&silence);
	if (fine && (!duration_read(&ms, wish->duration) || ms < 1000 || ms / 1000 > LONGEST_S)) {
		fine = errnotice_err_set(&err, "--for must be from 1s to 90d, like 2h");
	}
	if (fine && (!*wish->owner || !*wish->why)) {
		fine = errnotice_err_set(&err, "--owner and --why say who wants it and for what reason");
	}
	if (!fine) {
		fprintf(stderr, "errnotice-consumer: silence add: %s\n", err.text);
		return false;
	}
	*row = (struct silences_row){.from_s = now_s, .until_s = now_s + ms / 1000};
	return copy(row->code, sizeof(row->code), wish->code, "code")
	       && copy(row->class, sizeof(row->class), wish->class, "class")
	       && copy(row->fp, sizeof(row->fp), wish->fp, "fp")
	       && copy(row->owner, sizeof(row->owner), wish->owner, "owner")
	       && copy(row->why, sizeof(row->why), wish->why, "why");
}

static bool is_worded(const struct wish *wish)
{
	return *wish->code || *wish->class || *wish->fp || *wish->duration || *wish->owner || *wish->why;
}

static enum exit_status act(struct desk *desk, const struct options *options, const struct wish *wish)
{
	const char *what = options->words[0];
	struct silences_row row;
	int64_t id;

	if (is_worded(wish) && strcmp(what, "add") != 0) {
		return options_wrong("of a silence's options add takes all, list and end only --json");
	}
	if (strcmp(what, "end") == 0) {
		bool fine = options->word_count == 2 && options_read_id(options->words[1], &id);
		return fine ? end(desk, id) : options_wrong("silence end takes the number of one");
	}
	if (options->word_count > 1) {
		return options_wrong("there is a word too many");
	}
	if (strcmp(what, "list") == 0) {
		return list(desk);
	}
	if (strcmp(what, "add") == 0) {
		return read_wish(wish, desk->now_s, &row) ? add(desk, &row) : STATUS_WRONG;
	}
	return options_wrong("silence is followed by add, list or end");
}

enum exit_status silence_command(struct options *options)
{
	struct wish wish = {"", "", "", "", "", "", false};
	const struct options_row rows[] = {{"code", .value = &wish.code}, {"class", .value = &wish.class},
		{"fp", .value = &wish.fp}, {"for", .value = &wish.duration}, {"owner", .value = &wish.owner},
		{"why", .value = &wish.why}, {"json", .flag = &wish.json}, {.name = NULL}};

	if (!options_read(options, rows, 1, 2)) {
		return options->status;
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	struct desk desk = {.json = wish.json, .now_s = time(NULL)};
	desk.store = store_open(&conf->store.address, &desk.err);
	enum exit_status status = desk.store ? act(&desk, options, &wish) : STATUS_LATER;
	if (*desk.err.text) {
		fprintf(stderr, "errnotice-consumer: %s\n", desk.err.text);
	}
	store_close(desk.store);
	conf_free(conf);
	return status;
}
