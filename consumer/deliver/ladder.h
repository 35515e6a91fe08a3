/*
 * ladder -- a message whose content was refused, said again with less in it.
 *
 *   markdown, with links → without links → plain text → a stub of numbers and ids
 *
 * Each is made from the body that was refused: whom it rings, its msgUuid and the
 * number of events it tells stay, and the robot's keyword stands in it.  Results
 * are heap; NULL without memory, or when `body` is no message of ours.  Pure.
 */
#ifndef CONSUMER_LADDER_H
#define CONSUMER_LADDER_H

#include <stdint.h>
#include "consumer/conf.h"

/* The addresses are gone, and the marks with them. */
char *ladder_without_links(const char *body, const struct conf_robot *robot);

/* Of the kind `text`: the same words without any mark and without links. */
char *ladder_plain(const char *body, const struct conf_robot *robot);

/* What a stub says; nothing of it comes from an application.  Strings are "" for none. */
struct ladder_stub {
	int64_t notice;          /* its number in the store */
	uint64_t issues, events; /* both 0: it is told beside errors */
	const char *event_id, *fp;
};

char *ladder_stub(const char *body, const struct conf_robot *robot, const struct ladder_stub *stub);

#endif
