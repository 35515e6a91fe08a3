/* A message about hosts or the queue: how each kind of bulletin is worded. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "common/loss.h"
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message.h"
#include "consumer/deliver/words.h"

enum { TEXT = 128 };

/* An empty one is shown as well: somebody has to look what sends it. */
static void put(struct markdown *into, const char *text)
{
	markdown_inert(into, errnotice_span_of(*text ? text : "?"), TEXT);
}

/* In words where we have them; a later version of the extension may know more reasons. */
static void put_loss(struct markdown *text, const char *reason, enum conf_language language)
{
	static const struct {
		const char *reason;
		enum words_of words;
	} losses[] = {
#define X(name, word, sentence) {word, WORDS_LOSS_##name},
		ERRNOTICE_LOSSES(X)
#undef X
			{BULLETIN_LOST_QUEUE, WORDS_LOSS_QUEUE},
	};

	for (size_t i = 0; i < sizeof(losses) / sizeof(*losses); i++) {
		if (strcmp(losses[i].reason, reason) == 0) {
			markdown_add(text, words(language, losses[i].words));
			return;
		}
	}
	put(text, reason);
}

static void put_group(struct markdown *text, const char *reason, enum conf_language language)
{
	markdown_format(text, "%s ", words(language, WORDS_GROUP));
	put(text, reason);
}

static void put_why(struct markdown *text, const char *reason, enum conf_language language)
{
	(void)language; /* a person's words, or a length of time */
	put(text, reason);
}

/* How each kind is worded. */
static const struct look {
	enum words_of title, several, note, when;
	bool is_plain; /* the count is said only where it is more than one for a subject */
	void (*put_reason)(struct markdown *text, const char *reason, enum conf_language language);
} looks[BULLETIN_KINDS_] = {
	[BULLETIN_LOST] = {WORDS_LOST, WORDS_LOST_HOSTS, WORDS_LOST_NOTE, WORDS_SINCE, false, put_loss},
	[BULLETIN_SILENCE] = {WORDS_SILENCE, WORDS_SILENCE_SEVERAL, WORDS_SILENCE_NOTE, WORDS_SINCE, false,
		put_why},
	[BULLETIN_SILENT] = {WORDS_SILENT, WORDS_LOST_HOSTS, WORDS_SILENT_NOTE, WORDS_NOTICED, true, put_why},
	[BULLETIN_BACK] = {WORDS_BACK, WORDS_LOST_HOSTS, WORDS_BACK_NOTE, WORDS_NOTICED, true, put_why},
	[BULLETIN_EPOCH] = {WORDS_EPOCH, WORDS_EPOCH_STREAMS, WORDS_EPOCH_NOTE, WORDS_SINCE, false,
		put_group},
};

struct telling {
	const struct look *look;
	const struct bulletin_list *list;
	const struct message_to *to;
	enum conf_language language;
};

static void write_head(struct markdown *into, const struct telling *t)
{
	markdown_add(into, "[errnotice] ");
	if (t->list->subjects == 1) {
		put(into, t->list->items[0].subject);
	} else {
		markdown_format(
			into, "%" PRIu64 " %s", t->list->subjects, words(t->language, t->look->several));
	}
	markdown_format(into, " · %s", words(t->language, t->look->title));
	if (!t->look->is_plain) {
		markdown_format(into, ": %" PRIu64, t->list->count);
	}
}

static void write_line(struct markdown *text, const struct telling *t, const struct bulletin *item)
{
	char since[ZONE_TEXT];

	zone_format(since, t->to->zone, item->since);
	markdown_add(text, "\n- ");
	put(text, item->subject);
	if (!t->look->is_plain || item->count > 1) {
		markdown_format(text, ": %" PRIu64, item->count);
	}
	markdown_add(text, " · ");
	t->look->put_reason(text, item->reason, t->language);
	markdown_format(text, " · %s %s", words(t->language, t->look->when), since);
}

static char *make(const struct telling *t, size_t listed)
{
	struct markdown title, text;
	struct mentions nobody = {0};
	uint64_t count = 0;

	markdown_init(&title, true);
	markdown_init(&text, false);
	write_head(&title, t);
	markdown_add(&text, "### ");
	write_head(&text, t);
	markdown_format(&text, "\n\n%s\n", words(t->language, t->look->note));
	for (size_t i = 0; i < listed; i++) {
		write_line(&text, t, &t->list->items[i]);
		count += t->list->items[i].count;
	}
	if (t->list->rows > listed) {
		markdown_format(&text, "\n- %s %" PRIu64 " %s: %" PRIu64,
			words(t->language, WORDS_REST_ISSUES), t->list->rows - listed,
			words(t->language, WORDS_MORE), t->list->count - count);
	}
	return envelope_make(t->to->robot, title.text, &text, &nobody, t->to->msg_uuid);
}

char *message_bulletin(enum bulletin_kind kind, const struct bulletin_list *list, const struct message_to *to)
{
	struct telling telling = {&looks[kind], list, to, to->robot->language};

	for (size_t listed = list->listed;; listed--) {
		char *body = make(&telling, listed);
		if (!body || strlen(body) <= ENVELOPE_MOST || listed == 0) {
			return body;
		}
		free(body); /* that line goes to the rest */
	}
}
