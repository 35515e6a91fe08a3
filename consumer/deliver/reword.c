#include "consumer/deliver/reword.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/deliver/ladder.h"

static char *make(enum answer_less less, const char *body, const struct conf_robot *robot,
	const struct ladder_stub *stub)
{
	switch (less) {
	case ANSWER_LESS_LINKS:
		return ladder_without_links(body, robot);
	case ANSWER_LESS_MARKS:
		return ladder_plain(body, robot);
	case ANSWER_LESS_WORDS:
		return ladder_stub(body, robot, stub);
	case ANSWER_LESS_NOTHING:
		break;
	}
	return NULL;
}

char *reword(const struct notice_refused *refused, int64_t notice, const struct conf_robot *robot,
	enum answer_less *less)
{
	const struct ladder_stub stub = {
		notice, refused->issues, refused->events, refused->event_id, refused->fp};

	if (*less == ANSWER_LESS_NOTHING) {
		return NULL;
	}
	if ((int)*less <= refused->less) {
		*less = (enum answer_less)(refused->less + 1);
	}
	for (; *less <= ANSWER_LESS_WORDS; ++*less) {
		char *body = make(*less, refused->body, robot, &stub);
		if (body && strcmp(body, refused->body) != 0) {
			return body;
		}
		free(body); /* a message without links, for example: the same would be refused again */
	}
	return NULL;
}
