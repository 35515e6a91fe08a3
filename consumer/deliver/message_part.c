#include "consumer/deliver/message_part.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "common/text.h"
#include "consumer/duration.h"
#include "consumer/deliver/message_line.h"

enum { LINK = 2000 }; /* a longer one is left out */

void message_page_init(struct message_page *page, const struct message_item *item,
	const struct message_to *to, const struct detail *detail, int shrink)
{
	page->item = item;
	page->to = to;
	page->detail = detail;
	page->shrink = shrink;
	page->most = SIZE_MAX;
	page->mentions = (struct mentions){0};
	markdown_init(&page->text, false);
	message_part_mentions(&page->mentions, item);
}

void message_part_mentions(struct mentions *mentions, const struct message_item *item)
{
	if (item->state == ISSUE_RECOVERED) {
		return; /* nobody has to come */
	}
	if (item->route && item->escalated.events > 0) {
		mentions_add(mentions, &item->route->escalate.mention); /* first: there is room for so many */
	}
	if (item->route) {
		mentions_add(mentions, &item->route->mention);
	}
	if (item->title) {
		mentions_add(mentions, &item->title->owner);
	}
}

char *message_page_body(struct message_page *page)
{
	struct markdown title;

	markdown_init(&title, true);
	message_part_head(&title, page);
	return envelope_make(page->to->robot, title.text, &page->text, &page->mentions, page->to->msg_uuid);
}

void message_part_head(struct markdown *into, const struct message_page *page)
{
	const struct message_item *item = page->item;
	char state[MESSAGE_LINE_STATE];

	message_line_where(into, item->issue->env, item->issue->app);
	message_line_what(into, item);
	if (item->events != 1) {
		markdown_format(into, " ×%" PRIu64, item->events);
	}
	if (*message_line_state(state, item, page->to->robot->language)) {
		markdown_format(into, " · %s", state);
	}
}

void message_part_text(struct message_page *page, const char *text, size_t most)
{
	size_t shrunk = most >> page->shrink;

	markdown_inert(&page->text, errnotice_span_of(text), shrunk < page->most ? shrunk : page->most);
}

/* --- what happened, and where --- */

void message_part_place(struct message_page *page)
{
	const struct issue *issue = page->item->issue;

	message_part_text(page, issue->file, MESSAGE_PART_PATH);
	if (*issue->line) {
		markdown_add(&page->text, ":");
		message_part_text(page, issue->line, MESSAGE_PART_SHORT);
	}
	if (*issue->site) {
		markdown_add(&page->text, " · ");
		message_part_text(page, issue->site, MESSAGE_PART_NAME);
	}
}

size_t message_part_first_frame(const struct message_page *page)
{
	const struct detail *detail = page->detail;
	const struct issue *issue = page->item->issue;

	return detail->frame_count > 0 && strcmp(detail->frames[0].file, issue->file) == 0
	       && strcmp(detail->frames[0].call, issue->site) == 0;
}

void message_part_frame(struct message_page *page, size_t index)
{
	message_part_text(page, page->detail->frames[index].call, MESSAGE_PART_NAME);
	markdown_add(&page->text, " · ");
	message_part_text(page, page->detail->frames[index].file, MESSAGE_PART_PATH);
	if (page->detail->frames[index].line > 0) {
		markdown_format(&page->text, ":%lld", page->detail->frames[index].line);
	}
}

void message_part_request(struct message_page *page)
{
	const struct detail *detail = page->detail;

	if (*detail->method || *detail->uri) {
		message_part_text(page, detail->method, MESSAGE_PART_SHORT);
		markdown_add(&page->text, " ");
		message_part_text(page, detail->uri, MESSAGE_PART_URI);
	} else {
		message_part_text(page, detail->script, MESSAGE_PART_PATH);
	}
}

static void put_time(struct message_page *page, int64_t time_s)
{
	char text[ZONE_TEXT];

	zone_format(text, page->to->zone, time_s);
	markdown_add(&page->text, text);
}

void message_part_first_seen(struct message_page *page)
{
	put_time(page, page->item->issue->first_seen);
}

void message_part_last_seen(struct message_page *page)
{
	put_time(page, page->item->issue->last_seen);
}

size_t message_part_escalated(char into[MESSAGE_PART_ESCALATED], const struct message_item *item)
{
	char length[DURATION_TEXT];

	if (item->escalated.events == 0) {
		*into = '\0';
		return 0;
	}
	duration_show(length, item->escalated.length_s * 1000);
	return (size_t)snprintf(
		into, MESSAGE_PART_ESCALATED, "%" PRIu64 " / %s", item->escalated.events, length);
}

void message_part_last_told(struct message_page *page)
{
	if (page->item->told_at > 0) {
		put_time(page, page->item->told_at);
	}
}

/* --- links, which are ours: the route's and the runbook's --- */

void message_part_encoded(struct message_page *page, const char *value)
{
	size_t len = errnotice_text_cut(value, strlen(value), MESSAGE_PART_NAME);

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)value[i];
		bool safe = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			    || strchr("-._~", c);
		markdown_format(&page->text, safe ? "%c" : "%%%02X", c);
	}
}

static const char *value_of(const struct message_page *page, const char **at)
{
	const struct {
		const char *name, *value;
	} known[] = {{"{id}", page->item->issue->event_id}, {"{fp}", page->item->issue->fp},
		{"{trace_id}", page->detail->trace_id}};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		size_t len = strlen(known[i].name);
		if (strncmp(*at, known[i].name, len) == 0) {
			*at += len;
			return known[i].value;
		}
	}
	return NULL;
}

static bool put_link(struct message_page *page, const char *before, enum words_of word, const char *link)
{
	bool traced = strstr(link, "{trace_id}");

	if (!*link || strlen(link) > LINK || (traced && !*page->detail->trace_id)) {
		return false;
	}
	markdown_format(&page->text, "%s[%s](", before, words(page->to->robot->language, word));
	while (*link) {
		const char *value = *link == '{' ? value_of(page, &link) : NULL;
		if (value) {
			message_part_encoded(page, value);
			continue;
		}
		/* these would end the link or let the address begin another mark */
		markdown_format(
			&page->text, strchr("()<>[]\\*_`|", *link) ? "%%%02X" : "%c", (unsigned char)*link);
		link++;
	}
	markdown_add(&page->text, ")");
	return true;
}

bool message_part_route_link(struct message_page *page, const char *before)
{
	return page->item->route && put_link(page, before, WORDS_LINK, page->item->route->link);
}

bool message_part_runbook(struct message_page *page, const char *before)
{
	return page->item->title && put_link(page, before, WORDS_RUNBOOK, page->item->title->link);
}
