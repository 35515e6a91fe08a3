/* A message about many issues: the heaviest of them, a line each, and the exact rest. */
#include <inttypes.h>
#include <stdlib.h>
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message.h"
#include "consumer/deliver/message_line.h"
#include "consumer/deliver/message_template.h"

enum {
	MESSAGE = 160,
	SITE = 100,
	RELEASE = 64,
	LINE = 2000 /* bytes of a team's own at most: one of that kind leaves room for others */
};

static void write_state(struct markdown *into, uint64_t issues, const char *state)
{
	if (issues > 0) {
		markdown_format(into, " · %" PRIu64 " %s", issues, state);
	}
}

static void write_head(struct markdown *into, const struct message_sum *sum, enum conf_language language)
{
	message_line_where(into, sum->env, sum->app);
	markdown_format(
		into, "%" PRIu64 " %s ×%" PRIu64, sum->issues, words(language, WORDS_ISSUES), sum->events);
	write_state(into, sum->fresh, issue_state_name(ISSUE_NEW));
	write_state(into, sum->back, issue_state_name(ISSUE_BACK));
	write_state(into, sum->escalated, words(language, WORDS_ESCALATED));
	write_state(into, sum->recovered, issue_state_name(ISSUE_RECOVERED));
}

static void write_built_in(struct markdown *text, const struct message_item *item,
	const struct message_sum *sum, enum conf_language language)
{
	const struct issue *issue = item->issue;
	char state[MESSAGE_LINE_STATE];

	message_line_where(text, *sum->env ? "" : issue->env, *sum->app ? "" : issue->app);
	markdown_add(text, "**");
	message_line_what(text, item);
	markdown_add(text, "** · ");
	if (*message_line_state(state, item, language)) {
		markdown_format(text, "%s · ", state);
	}
	if (item->state == ISSUE_NEW && *issue->first_release) {
		markdown_format(text, "%s ", words(language, WORDS_RELEASE));
		markdown_inert(text, errnotice_span_of(issue->first_release), RELEASE);
		markdown_add(text, " · ");
	}
	markdown_inert(text, errnotice_span_of(issue->message), MESSAGE);
	if (*issue->site) {
		markdown_add(text, " · ");
		markdown_inert(text, errnotice_span_of(issue->site), SITE);
	}
}

/* As the route's template says it; false when it says nothing of this issue, or too much. */
static bool write_own(struct markdown *text, const struct message_item *item, const struct message_to *to)
{
	const struct template *template = item->route ? item->route->template : NULL;
	struct message_page page;
	struct detail detail;

	if (!template || template->digest.count == 0) {
		return false;
	}
	detail_read(&detail, item->issue->detail);
	message_page_init(&page, item, to, &detail, 0);
	page.most = MESSAGE;
	bool fine = message_template_write_line(&page, &template->digest) && page.text.len <= LINE;
	if (fine) {
		markdown_add(text, page.text.text);
	}
	detail_clear(&detail);
	return fine;
}

static void write_line(struct markdown *text, const struct message_item *item, const struct message_sum *sum,
	const struct message_to *to)
{
	markdown_format(text, "\n- ×%" PRIu64 " ", item->events);
	if (!write_own(text, item, to)) {
		write_built_in(text, item, sum, to->robot->language);
	}
}

static void write_rest(struct markdown *text, const struct message_sum *sum, uint64_t issues, uint64_t events,
	enum conf_language language)
{
	if (sum->issues > issues) {
		markdown_format(text, "\n- ×%" PRIu64 " %s %" PRIu64 " %s", sum->events - events,
			words(language, WORDS_REST_ISSUES), sum->issues - issues,
			words(language, WORDS_REST));
	}
}

bool message_is_crowded(const struct message_item *items, size_t count)
{
	struct mentions mentions = {0};

	for (size_t i = 0; i < count; i++) {
		message_part_mentions(&mentions, &items[i]);
	}
	return mentions.crowded;
}

static char *make(const struct message_item *items, size_t count, const struct message_sum *sum,
	const struct message_to *to)
{
	struct markdown title, text;
	struct mentions mentions = {0};
	uint64_t events = 0;

	markdown_init(&title, true);
	markdown_init(&text, false);
	write_head(&title, sum, to->robot->language);
	markdown_add(&text, "### ");
	write_head(&text, sum, to->robot->language);
	markdown_add(&text, "\n");
	for (size_t i = 0; i < count; i++) {
		write_line(&text, &items[i], sum, to);
		message_part_mentions(&mentions, &items[i]);
		events += items[i].events;
	}
	write_rest(&text, sum, count, events, to->robot->language);
	return envelope_make(to->robot, title.text, &text, &mentions, to->msg_uuid);
}

char *message_digest(const struct message_item *items, size_t count, const struct message_sum *sum,
	const struct message_to *to)
{
	for (;;) {
		char *body = make(items, count, sum, to);
		if (!body || strlen(body) <= ENVELOPE_MOST || count == 0) {
			return body;
		}
		free(body);
		count--; /* it goes to the rest */
	}
}
