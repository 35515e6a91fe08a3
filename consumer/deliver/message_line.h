/*
 * message_line -- the one breath that names an issue: in titles, first lines and digests.
 */
#ifndef CONSUMER_MESSAGE_LINE_H
#define CONSUMER_MESSAGE_LINE_H

#include "consumer/deliver/markdown.h"
#include "consumer/deliver/message.h"

/* `[pro] shop ` */
void message_line_where(struct markdown *into, const char *env, const char *app);

/* `下单失败 ORDER_404`: the dictionary's title (NULL: none), then code, or the class where there is no code. */
void message_line_code(
	struct markdown *into, const struct conf_title *title, const char *code, const char *class);
void message_line_what(struct markdown *into, const struct message_item *item); /* the same, of an issue */

enum { MESSAGE_LINE_STATE = 64 };

/* `new · escalated`; "" for an issue that goes on as it did.  Returns `into`. */
const char *message_line_state(
	char into[MESSAGE_LINE_STATE], const struct message_item *item, enum conf_language language);

#endif
