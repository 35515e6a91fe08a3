/*
 * envelope -- the JSON around a message: title, text, whom it rings, keyword, msgUuid.
 *
 * A mention rings when it stands both in the text and in `at`; DingTalk takes at
 * most 50.  The robot's keyword is added to the text unless it stands there.  Pure.
 */
#ifndef CONSUMER_ENVELOPE_H
#define CONSUMER_ENVELOPE_H

#include "consumer/conf.h"
#include "consumer/deliver/markdown.h"

enum { ENVELOPE_NAMES = 16, ENVELOPE_MOST = 17999 /* bytes of JSON */ };

struct mentions {
	const char *mobiles[CONF_MENTION_MOST], *users[CONF_MENTION_MOST]; /* borrowed, each once */
	size_t mobile_count, user_count; /* together at most CONF_MENTION_MOST */
	bool crowded;                    /* there were more */
	bool all;
	const char *names[ENVELOPE_NAMES];
	size_t name_count;
	bool written; /* they stand in the text */
};

void mentions_add(struct mentions *mentions, const struct conf_mention *mention);

/* Once only; nothing when there are none. */
void mentions_write(struct markdown *text, struct mentions *mentions);

/* Heap; NULL without memory.  `text` gets the mentions, unless they are written, and the keyword. */
char *envelope_make(const struct conf_robot *robot, const char *title, struct markdown *text,
	struct mentions *mentions, const char *msg_uuid);

/* The same body with the keyword added to its text.  Heap; NULL when it stands there already, or without memory. */
char *envelope_add_keyword(const char *body, const char *keyword);

#endif
