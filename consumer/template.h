/*
 * template -- a team's own text for messages: plain text with {placeholders}.
 *
 *   ### {head}
 *
 *   > {message}
 *   - 位置: {place}
 *
 *   [日志](https://logs.example.com/?q={trace_id})
 *
 *   [digest]
 *   {title} **{code}** · {message} · {link}
 *
 * What stands before `[digest]` is a message about one issue, the line behind it
 * that of an issue in a digest, where `- ×N ` stands before it; either may be left out.
 * `{{` and `}}` stand for the braces themselves.  A line with placeholders of
 * which none has a value is left out.  In an address values are percent-encoded.
 * Pure; the configuration reads the file.
 */
#ifndef CONSUMER_TEMPLATE_H
#define CONSUMER_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

enum {
	TEMPLATE_MOST = 4096, /* bytes of the file */
	TEMPLATE_VALUES = 64  /* placeholders at most */
};

/* X(enumerator, name): a value is one text; a part is made of several, or brings marks, and fits no address. */
#define TEMPLATE_VALUE_WORDS(X)           \
	X(ENV, "env")                     \
	X(APP, "app")                     \
	X(TITLE, "title")                 \
	X(CODE, "code")                   \
	X(CLASS, "class")                 \
	X(MESSAGE, "message")             \
	X(FILE, "file")                   \
	X(LINE, "line")                   \
	X(SITE, "site")                   \
	X(METHOD, "method")               \
	X(URI, "uri")                     \
	X(SCRIPT, "script")               \
	X(HOST, "host")                   \
	X(SAPI, "sapi")                   \
	X(RELEASE, "release")             \
	X(FIRST_RELEASE, "first_release") \
	X(SEVERITY, "severity")           \
	X(ROUTE, "route")                 \
	X(STATE, "state")                 \
	X(ESCALATED, "escalated")         \
	X(COUNT, "count")                 \
	X(TOTAL, "total")                 \
	X(HOUR, "hour")                   \
	X(BEFORE, "hour_before")          \
	X(ID, "id")                       \
	X(FP, "fp")                       \
	X(TRACE_ID, "trace_id")

#define TEMPLATE_PART_WORDS(X)      \
	X(HEAD, "head")             \
	X(PLACE, "place")           \
	X(FRAMES, "frames")         \
	X(REQUEST, "request")       \
	X(FIRST_SEEN, "first_seen") \
	X(LAST_SEEN, "last_seen")   \
	X(LAST_TOLD, "last_told")   \
	X(LINK, "link")             \
	X(RUNBOOK, "runbook")       \
	X(MENTION, "mention")

enum template_word {
#define X(word, name) TEMPLATE_##word,
	TEMPLATE_VALUE_WORDS(X) TEMPLATE_PART_WORDS(X)
#undef X
		TEMPLATE_WORDS_,
	TEMPLATE_FIRST_PART = TEMPLATE_HEAD
};

struct template_piece {
	char *literal; /* NULL: a placeholder */
	enum template_word word;
	bool in_address;
};

struct template_line {
	struct template_piece *pieces;
	size_t count;
};

struct template
{
	struct template_line *lines; /* of a message about one issue; none: it has the built-in text */
	size_t count;
	struct template_line digest; /* of an issue in a digest; no pieces: it has the built-in line */
};

/* Is told each mistake: line and column from 1, the column in characters; both 0: of the text as a whole. */
struct template_faults {
	void (*say)(void *context, int line, int column, const char *what);
	void *context;
};

/* NULL when there was a mistake; all of them were told. */
struct template *template_parse(const char *text, size_t len, const struct template_faults *faults);
void template_free(struct template *template);

#endif
