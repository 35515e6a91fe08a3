#include "consumer/deliver/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include "consumer/deliver/detail.h"
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message_line.h"
#include "consumer/deliver/words.h"

/* Bytes of the application's text at most; halved until the JSON fits. */
enum { MESSAGE = 1200, PATH = 300, NAME = 255, SHORT = 64, URI = 400, LINK = 2000, SHRINKS = 6 };

struct page {
	struct markdown title, text;
	enum conf_language language;
	int shrink;
	bool linked; /* a link stands in it */
};

static void inert(struct page *page, const char *text, size_t most)
{
	markdown_inert(&page->text, errnotice_span_of(text), most >> page->shrink);
}

static void label(struct page *page, enum words_of word)
{
	markdown_format(&page->text, "\n- %s: ", words(page->language, word));
}

/* --- links, which are ours: the route's and the runbook's --- */

static void put_encoded(struct markdown *text, const char *value)
{
	for (size_t i = 0; value[i] && i < NAME; i++) {
		unsigned char c = (unsigned char)value[i];
		bool safe = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			    || (c && strchr("-._~", c));
		markdown_format(text, safe ? "%c" : "%%%02X", c);
	}
}

struct values {
	const char *id, *fp, *trace_id;
};

static const char *value_of(const struct values *values, const char **at)
{
	static const char *const names[] = {"{id}", "{fp}", "{trace_id}"};
	const char *const found[] = {values->id, values->fp, values->trace_id};

	for (int i = 0; i < 3; i++) {
		size_t len = strlen(names[i]);
		if (strncmp(*at, names[i], len) == 0) {
			*at += len;
			return found[i];
		}
	}
	return NULL;
}

/* Not at all when it asks for a trace id that the event does not have. */
static void put_link(struct page *page, enum words_of word, const char *link, const struct values *values)
{
	if (!*link || strlen(link) > LINK || (strstr(link, "{trace_id}") && !*values->trace_id)) {
		return;
	}
	markdown_format(&page->text, "%s[%s](", page->linked ? " " : "\n\n", words(page->language, word));
	page->linked = true;
	while (*link) {
		const char *value = *link == '{' ? value_of(values, &link) : NULL;
		if (value) {
			put_encoded(&page->text, value);
			continue;
		}
		/* these would end the link or let the address begin another mark */
		markdown_format(
			&page->text, strchr("()<>[]\\*_`|", *link) ? "%%%02X" : "%c", (unsigned char)*link);
		link++;
	}
	markdown_add(&page->text, ")");
}

static void write_links(struct page *page, const struct message_item *item, const struct detail *detail)
{
	struct values values = {item->issue->event_id, item->issue->fp, detail->trace_id};

	if (item->route) {
		put_link(page, WORDS_LINK, item->route->link, &values);
	}
	if (item->title) {
		put_link(page, WORDS_RUNBOOK, item->title->link, &values);
	}
}

/* --- the body --- */

static void write_head(struct markdown *into, const struct message_item *item)
{
	message_line_where(into, item->issue->env, item->issue->app);
	message_line_what(into, item);
	if (item->events != 1) {
		markdown_format(into, " ×%" PRIu64, item->events);
	}
	if (item->fresh) {
		markdown_add(into, " · new");
	}
}

static void write_place(struct page *page, const struct issue *issue)
{
	label(page, WORDS_CLASS);
	inert(page, issue->class, NAME);
	label(page, WORDS_PLACE);
	inert(page, issue->file, PATH);
	if (*issue->line) {
		markdown_add(&page->text, ":");
		inert(page, issue->line, SHORT);
	}
	if (*issue->site) {
		markdown_add(&page->text, " · ");
		inert(page, issue->site, NAME);
	}
}

/* The line before says that already. */
static bool is_throwing_place(const struct detail *detail, size_t i, const struct issue *issue)
{
	return strcmp(detail->frames[i].file, issue->file) == 0
	       && strcmp(detail->frames[i].call, issue->site) == 0;
}

static void write_frames(struct page *page, const struct detail *detail, const struct issue *issue)
{
	for (size_t i = 0; i < detail->frame_count; i++) {
		if (i == 0 && is_throwing_place(detail, i, issue)) {
			continue;
		}
		label(page, WORDS_FRAMES);
		inert(page, detail->frames[i].call, NAME);
		markdown_add(&page->text, " · ");
		inert(page, detail->frames[i].file, PATH);
		if (detail->frames[i].line > 0) {
			markdown_format(&page->text, ":%lld", detail->frames[i].line);
		}
	}
}

static void write_request(struct page *page, const struct detail *detail)
{
	if (*detail->method || *detail->uri) {
		label(page, WORDS_REQUEST);
		inert(page, detail->method, SHORT);
		markdown_add(&page->text, " ");
		inert(page, detail->uri, URI);
	} else if (*detail->script) {
		label(page, WORDS_SCRIPT);
		inert(page, detail->script, PATH);
	}
}

static void write_host(struct page *page, const struct issue *issue)
{
	label(page, WORDS_HOST);
	inert(page, issue->host, SHORT);
	if (*issue->sapi) {
		markdown_add(&page->text, " (");
		inert(page, issue->sapi, SHORT);
		markdown_add(&page->text, ")");
	}
	if (*issue->release) {
		label(page, WORDS_RELEASE);
		inert(page, issue->release, SHORT);
	}
}

static void write_counts(struct page *page, const struct issue *issue, const struct zone *zone)
{
	char first[ZONE_TEXT];
	zone_format(first, zone, issue->first_seen);
	label(page, WORDS_FIRST_SEEN);
	markdown_format(
		&page->text, "%s, %s %" PRIu64, first, words(page->language, WORDS_TOTAL), issue->total);
	label(page, WORDS_HOUR);
	markdown_format(&page->text, "%" PRIu64 " (%s %" PRIu64 ")", issue->hour,
		words(page->language, WORDS_HOUR_BEFORE), issue->hour_before);
	label(page, WORDS_ID);
	inert(page, issue->event_id, SHORT);
	markdown_format(&page->text, " · %s", issue->fp);
}

static char *make(
	const struct message_item *item, const struct message_to *to, const struct detail *detail, int shrink)
{
	struct page page = {.language = to->robot->language, .shrink = shrink};
	struct mentions mentions = {0};

	markdown_init(&page.title, true);
	markdown_init(&page.text, false);
	write_head(&page.title, item);
	markdown_add(&page.text, "### ");
	write_head(&page.text, item);
	markdown_add(&page.text, "\n\n> ");
	inert(&page, item->issue->message, MESSAGE);
	markdown_add(&page.text, "\n");
	write_place(&page, item->issue);
	write_frames(&page, detail, item->issue);
	write_request(&page, detail);
	write_host(&page, item->issue);
	write_counts(&page, item->issue, to->zone);
	write_links(&page, item, detail);
	if (item->route) {
		mentions_add(&mentions, &item->route->mention);
	}
	if (item->title) {
		mentions_add(&mentions, &item->title->owner);
	}
	return envelope_make(to->robot, page.title.text, &page.text, &mentions, to->msg_uuid);
}

char *message_single(const struct message_item *item, const struct message_to *to)
{
	struct detail detail;
	char *body = NULL;

	detail_read(&detail, item->issue->detail);
	for (int shrink = 0; shrink <= SHRINKS; shrink++) {
		free(body);
		body = make(item, to, &detail, shrink);
		if (!body || strlen(body) <= ENVELOPE_MOST) {
			break;
		}
	}
	detail_clear(&detail);
	return body;
}

char *message_test(const struct message_to *to, const char *host, int64_t now_s)
{
	struct page page = {.language = to->robot->language};
	struct mentions nobody = {0};
	char now[ZONE_TEXT];

	zone_format(now, to->zone, now_s);
	markdown_init(&page.text, false);
	markdown_format(&page.text, "### %s\n\n%s\n", words(page.language, WORDS_TEST_TITLE),
		words(page.language, WORDS_TEST));
	label(&page, WORDS_HOST);
	inert(&page, host, SHORT);
	markdown_format(&page.text, " · %s", now);
	return envelope_make(
		to->robot, words(page.language, WORDS_TEST_TITLE), &page.text, &nobody, to->msg_uuid);
}
