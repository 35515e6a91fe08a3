/*
 * markdown -- a bounded text in DingTalk's Markdown subset, from parts that cannot break it.
 *
 * Two kinds of parts: ours (markdown_add) and whatever came from an application,
 * the configuration of others or the network (markdown_inert).  The latter is
 * shown as the plain text it is: it makes no markup, link, mention or line of its
 * own, under any parser of the Markdown family, also one that does not know
 * backslashes:
 *
 *   Markdown's marks      a backslash before them
 *   <  @  ×               ＜ ＠ x: no tag, no mention, no count of events
 *   scheme://  www.       scheme[:]//  www[.]
 *   example.com           example[.]com, of the usual endings: clients make links of them
 *   line breaks           ↵; tab a space; other controls their pictures (␀ ␛ ␡)
 *   direction, zero width removed
 *   not UTF-8             U+FFFD
 */
#ifndef CONSUMER_MARKDOWN_H
#define CONSUMER_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>
#include "common/err.h"
#include "common/span.h"

enum { MARKDOWN_MOST = 32 * 1024 };

struct markdown {
	char text[MARKDOWN_MOST]; /* always terminated */
	size_t len;
	bool plain; /* no backslashes: for a title, which is not Markdown */
	bool cut;   /* something was left out */
};

void markdown_init(struct markdown *markdown, bool plain);

/* A part that does not fit is left out whole. */
void markdown_add(struct markdown *markdown, const char *text);
void markdown_format(struct markdown *markdown, const char *format, ...) ERRNOTICE_FORMAT(2, 3);

/* Back to `len` bytes, which it had before. */
void markdown_rewind(struct markdown *markdown, size_t len);

/* At most `most` bytes of the application's text, cut at a character; `…` says so.  Reads no more of it than that. */
void markdown_inert(struct markdown *markdown, struct errnotice_span text, size_t most);

#endif
