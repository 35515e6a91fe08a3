#include "consumer/deliver/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include "consumer/deliver/message_part.h"
#include "consumer/deliver/message_template.h"

enum { SHRINKS = 6 };

static void label(struct message_page *page, enum words_of word)
{
	markdown_format(&page->text, "\n- %s: ", words(page->to->robot->language, word));
}

/* Nothing where nothing is known: an exception may have no words, and `explain` knows what it was told. */
static void write_message(struct message_page *page)
{
	if (*page->item->issue->message) {
		markdown_add(&page->text, "\n> ");
		message_part_text(page, page->item->issue->message, MESSAGE_PART_MESSAGE);
		markdown_add(&page->text, "\n");
	}
}

static void write_place(struct message_page *page)
{
	const struct issue *issue = page->item->issue;

	if (*issue->class) {
		label(page, WORDS_CLASS);
		message_part_text(page, issue->class, MESSAGE_PART_NAME);
	}
	if (*issue->file || *issue->site) {
		label(page, WORDS_PLACE);
		message_part_place(page);
	}
}

static void write_frames(struct message_page *page)
{
	for (size_t i = message_part_first_frame(page); i < page->detail->frame_count; i++) {
		label(page, WORDS_FRAMES);
		message_part_frame(page, i);
	}
}

static void write_request(struct message_page *page)
{
	const struct detail *detail = page->detail;

	if (*detail->method || *detail->uri) {
		label(page, WORDS_REQUEST);
		message_part_request(page);
	} else if (*detail->script) {
		label(page, WORDS_SCRIPT);
		message_part_request(page);
	}
}

static void write_host(struct message_page *page)
{
	const struct issue *issue = page->item->issue;

	if (*issue->host || *issue->sapi) {
		label(page, WORDS_HOST);
		message_part_text(page, issue->host, MESSAGE_PART_SHORT);
	}
	if (*issue->sapi) {
		markdown_add(&page->text, " (");
		message_part_text(page, issue->sapi, MESSAGE_PART_SHORT);
		markdown_add(&page->text, ")");
	}
	if (*issue->release) {
		label(page, WORDS_RELEASE);
		message_part_text(page, issue->release, MESSAGE_PART_SHORT);
	}
}

static void write_counts(struct message_page *page)
{
	const struct issue *issue = page->item->issue;
	enum conf_language language = page->to->robot->language;
	char escalated[MESSAGE_PART_ESCALATED];

	label(page, WORDS_FIRST_SEEN);
	message_part_first_seen(page);
	if (*issue->first_release) {
		markdown_format(&page->text, ", %s ", words(language, WORDS_RELEASE));
		message_part_text(page, issue->first_release, MESSAGE_PART_SHORT);
	}
	markdown_format(&page->text, ", %s %" PRIu64, words(language, WORDS_TOTAL), issue->total);
	if (page->item->state == ISSUE_RECOVERED) {
		label(page, WORDS_LAST_SEEN);
		message_part_last_seen(page);
	}
	if (page->item->told_at > 0) {
		label(page, WORDS_LAST_TOLD);
		message_part_last_told(page);
	}
	if (message_part_escalated(escalated, page->item) > 0) {
		label(page, WORDS_ESCALATED);
		markdown_add(&page->text, escalated);
	}
	label(page, WORDS_HOUR);
	markdown_format(&page->text, "%" PRIu64 " (%s %" PRIu64 ")", issue->hour,
		words(language, WORDS_HOUR_BEFORE), issue->hour_before);
	if (*issue->fp) {
		label(page, WORDS_ID);
		message_part_text(page, issue->event_id, MESSAGE_PART_SHORT);
		markdown_format(&page->text, " · %s", issue->fp);
	}
}

static void write_built_in(struct message_page *page)
{
	markdown_add(&page->text, "### ");
	message_part_head(&page->text, page);
	markdown_add(&page->text, "\n");
	write_message(page);
	write_place(page);
	if (page->item->state != ISSUE_RECOVERED) { /* nobody has to look for it */
		write_frames(page);
		write_request(page);
		write_host(page);
	}
	write_counts(page);
	bool linked = message_part_route_link(page, "\n\n");
	message_part_runbook(page, linked ? " " : "\n\n");
}

static void write_own(struct message_page *page)
{
	message_template_write(page, page->item->route->template);
}

/* With as much of each long text as fits; NULL when it does not fit at all, or without memory. */
static char *make(const struct message_item *item, const struct message_to *to, const struct detail *detail,
	void (*write)(struct message_page *page))
{
	for (int shrink = 0; shrink <= SHRINKS; shrink++) {
		struct message_page page;
		message_page_init(&page, item, to, detail, shrink);
		write(&page);
		char *body = message_page_body(&page);
		if (!body || strlen(body) <= ENVELOPE_MOST) {
			return body;
		}
		free(body);
	}
	return NULL;
}

char *message_single(const struct message_item *item, const struct message_to *to)
{
	struct detail detail;
	char *body = NULL;

	detail_read(&detail, item->issue->detail);
	if (item->route && item->route->template && item->route->template->count > 0) {
		body = make(item, to, &detail, write_own);
	}
	if (!body) {
		body = make(item, to, &detail, write_built_in);
	}
	detail_clear(&detail);
	return body;
}

char *message_test(const struct message_to *to, const char *host, int64_t now_s)
{
	enum conf_language language = to->robot->language;
	struct markdown text;
	struct mentions nobody = {0};
	char now[ZONE_TEXT];

	zone_format(now, to->zone, now_s);
	markdown_init(&text, false);
	markdown_format(&text, "### %s\n\n%s\n\n- %s: ", words(language, WORDS_TEST_TITLE),
		words(language, WORDS_TEST), words(language, WORDS_HOST));
	markdown_inert(&text, errnotice_span_of(host), MESSAGE_PART_SHORT);
	markdown_format(&text, " · %s", now);
	return envelope_make(to->robot, words(language, WORDS_TEST_TITLE), &text, &nobody, to->msg_uuid);
}
