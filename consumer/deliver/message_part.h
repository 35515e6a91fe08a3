/*
 * message_part -- what a message about one issue says, part by part; a layout puts them in order.
 *
 * The built-in layout is message.c's, a team's own is a template's
 * (message_template.h).  A part of which nothing is known writes nothing.
 */
#ifndef CONSUMER_MESSAGE_PART_H
#define CONSUMER_MESSAGE_PART_H

#include "consumer/deliver/detail.h"
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message.h"
#include "consumer/deliver/words.h"

/* Bytes of the application's text at most, before they are halved. */
enum {
	MESSAGE_PART_MESSAGE = 1200,
	MESSAGE_PART_URI = 400,
	MESSAGE_PART_PATH = 300,
	MESSAGE_PART_NAME = 255,
	MESSAGE_PART_SHORT = 64
};

struct message_page {
	struct markdown text;
	const struct message_item *item; /* these are borrowed */
	const struct message_to *to;
	const struct detail *detail;
	struct mentions mentions;
	int shrink;  /* how often each long text is halved */
	size_t most; /* bytes of each text at most, whatever it is; SIZE_MAX unless somebody says less */
};

/* Nothing is written yet; the mentions are those of the route and of the dictionary. */
void message_page_init(struct message_page *page, const struct message_item *item,
	const struct message_to *to, const struct detail *detail, int shrink);

/* With the title, which says the first line once more: heap, NULL without memory. */
char *message_page_body(struct message_page *page);

/* `[pro] shop 下单失败 ORDER_404 ×37 · new` */
void message_part_head(struct markdown *into, const struct message_page *page);

/* Whom an issue rings. */
void message_part_mentions(struct mentions *mentions, const struct message_item *item);

enum { MESSAGE_PART_ESCALATED = 64 };

/* `57 / 10m`, so many in so long; "" when it did not escalate.  Returns its length. */
size_t message_part_escalated(char into[MESSAGE_PART_ESCALATED], const struct message_item *item);

/* An application's text. */
void message_part_text(struct message_page *page, const char *text, size_t most);

void message_part_place(struct message_page *page); /* file:line · site */
void message_part_request(
	struct message_page *page); /* method and path; of a program without them its script */
void message_part_first_seen(struct message_page *page);
void message_part_last_seen(struct message_page *page);
void message_part_last_told(
	struct message_page *page); /* since when the events are that this message counts */

/* The frames from here on are not told by the place already. */
size_t message_part_first_frame(const struct message_page *page);
void message_part_frame(struct message_page *page, size_t index);

/*
 * A link with its placeholders filled, behind `before`; nothing when there is none, or when it asks for a trace id that
 * the event does not have.  True if it stands there.
 */
bool message_part_route_link(struct message_page *page, const char *before);
bool message_part_runbook(struct message_page *page, const char *before);

/* A value as a part of an address. */
void message_part_encoded(struct message_page *page, const char *value);

#endif
