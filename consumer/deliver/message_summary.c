/* A message about a day: its errors by code, and what of them nobody was told. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message.h"
#include "consumer/deliver/message_line.h"
#include "consumer/deliver/words.h"

enum { DATE = 24 };

struct telling {
	const struct summary *summary;
	const struct conf *conf;
	const struct message_to *to;
	enum conf_language language;
};

static void write_head(struct markdown *into, const struct telling *t)
{
	const struct summary *summary = t->summary;
	time_t at = (time_t)summary->date;
	struct tm tm;
	char date[DATE] = "?";

	if (gmtime_r(&at, &tm)) {
		strftime(date, sizeof(date), "%Y-%m-%d", &tm);
	}
	markdown_format(into, "[errnotice] %s · %s: %" PRIu64 " (%s %" PRIu64 ")", date,
		words(t->language, WORDS_DAY), summary->events, words(t->language, WORDS_DAY_BEFORE),
		summary->before);
}

static void write_line(struct markdown *text, const struct telling *t, const struct summary_line *line)
{
	markdown_add(text, "\n- ");
	message_line_where(text, line->env, line->app);
	message_line_code(
		text, conf_title_of(t->conf, errnotice_span_of(line->code)), line->code, line->class);
	markdown_format(text, ": %" PRIu64 " (%" PRIu64 ")", line->events, line->before);
}

static void write_lines(struct markdown *text, const struct telling *t, size_t listed)
{
	const struct summary *summary = t->summary;
	uint64_t events = summary->events, before = summary->before;

	for (size_t i = 0; i < listed; i++) {
		write_line(text, t, &summary->lines[i]);
		events -= summary->lines[i].events;
		before -= summary->lines[i].before;
	}
	if (summary->rows > listed) {
		markdown_format(text, "\n- %s %" PRIu64 " %s: %" PRIu64 " (%" PRIu64 ")",
			words(t->language, WORDS_REST_ISSUES), summary->rows - listed,
			words(t->language, WORDS_MORE), events, before);
	}
}

/* In words where we have them. */
static void put_muted(struct markdown *text, const char *reason, enum conf_language language)
{
	static const struct {
		const char *reason;
		enum words_of words;
	} known[] = {
		{"silence", WORDS_MUTED_SILENCE},
		{"threshold", WORDS_MUTED_THRESHOLD},
		{"route", WORDS_MUTED_ROUTE},
		{"dropped", WORDS_MUTED_DROPPED},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(known[i].reason, reason) == 0) {
			markdown_add(text, words(language, known[i].words));
			return;
		}
	}
	markdown_inert(text, errnotice_span_of(reason), sizeof(((struct summary_name *)0)->text));
}

static void put_host(struct markdown *text, const char *host, enum conf_language language)
{
	(void)language;
	markdown_inert(text, errnotice_span_of(*host ? host : "?"), sizeof(((struct summary_name *)0)->text));
}

static void write_names(struct markdown *text, const struct telling *t, enum words_of what,
	const struct summary_names *names,
	void (*put)(struct markdown *text, const char *name, enum conf_language language))
{
	uint64_t rest = names->count;

	if (names->rows == 0) {
		return;
	}
	markdown_format(text, "\n\n%s: %" PRIu64, words(t->language, what), names->count);
	for (size_t i = 0; i < names->listed; i++) {
		markdown_add(text, " · ");
		put(text, names->items[i].text, t->language);
		markdown_format(text, " %" PRIu64, names->items[i].count);
		rest -= names->items[i].count;
	}
	if (names->rows > names->listed) {
		markdown_format(text, " · %s %" PRIu64 " %s %" PRIu64, words(t->language, WORDS_REST_ISSUES),
			names->rows - names->listed, words(t->language, WORDS_MORE), rest);
	}
}

static char *make(const struct telling *t, size_t listed)
{
	struct markdown title, text;
	struct mentions nobody = {0};

	markdown_init(&title, true);
	markdown_init(&text, false);
	write_head(&title, t);
	markdown_add(&text, "### ");
	write_head(&text, t);
	markdown_add(&text, "\n");
	write_lines(&text, t, listed);
	write_names(&text, t, WORDS_MUTED, &t->summary->muted, put_muted);
	write_names(&text, t, WORDS_LOST, &t->summary->lost, put_host);
	if (t->summary->pending > 0) {
		markdown_format(
			&text, "\n\n%s: %" PRIu64, words(t->language, WORDS_PENDING), t->summary->pending);
	}
	return envelope_make(t->to->robot, title.text, &text, &nobody, t->to->msg_uuid);
}

char *message_summary(const struct summary *summary, const struct conf *conf, const struct message_to *to)
{
	struct telling telling = {summary, conf, to, to->robot->language};

	for (size_t listed = summary->listed;; listed--) {
		char *body = make(&telling, listed);
		if (!body || strlen(body) <= ENVELOPE_MOST || listed == 0) {
			return body;
		}
		free(body); /* that line goes to the rest */
	}
}
