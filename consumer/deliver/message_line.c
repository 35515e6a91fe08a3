#include "consumer/deliver/message_line.h"

#include <stdio.h>
#include <string.h>
#include "consumer/deliver/words.h"

enum { NAME = 64, TITLE = 256, CLASS = 128 };

void message_line_where(struct markdown *into, const char *env, const char *app)
{
	if (*env) {
		markdown_add(into, "[");
		markdown_inert(into, errnotice_span_of(env), NAME);
		markdown_add(into, "] ");
	}
	if (*app) {
		markdown_inert(into, errnotice_span_of(app), NAME);
		markdown_add(into, " ");
	}
}

const char *message_line_state(
	char into[MESSAGE_LINE_STATE], const struct message_item *item, enum conf_language language)
{
	bool escalated = item->escalated.events > 0;
	const char *state = item->state == ISSUE_OPEN ? "" : issue_state_name(item->state);

	snprintf(into, MESSAGE_LINE_STATE, "%s%s%s", state, *state && escalated ? " · " : "",
		escalated ? words(language, WORDS_ESCALATED) : "");
	return into;
}

void message_line_code(
	struct markdown *into, const struct conf_title *title, const char *code, const char *class)
{
	if (title) {
		markdown_inert(into, errnotice_span_of(title->title), TITLE);
		markdown_add(into, " ");
	}
	if (*code && strcmp(code, "0") != 0) {
		markdown_inert(into, errnotice_span_of(code), NAME);
	} else {
		markdown_inert(into, errnotice_span_of(class), CLASS);
	}
}

void message_line_what(struct markdown *into, const struct message_item *item)
{
	message_line_code(into, item->title, item->issue->code, item->issue->class);
}
