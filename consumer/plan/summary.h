/*
 * summary -- what a day was: how many errors of which code, and what of them nobody was told.
 */
#ifndef CONSUMER_SUMMARY_H
#define CONSUMER_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

enum {
	SUMMARY_LINES = 20, /* codes that it lists at most */
	SUMMARY_NAMES = 10, /* hosts, and reasons */
};

/* Cut where longer; nothing of them can be trusted. */
struct summary_line {
	char app[65], env[65], code[65];
	char class[256]; /* where it has no code, else "" */
	uint64_t events, before;
};

struct summary_name {
	char text[65];
	uint64_t count;
};

/* The largest counts, and what all of them add up to. */
struct summary_names {
	struct summary_name items[SUMMARY_NAMES];
	size_t listed;
	uint64_t rows, count;
};

struct summary {
	int64_t date;                             /* as in daily.h */
	struct summary_line lines[SUMMARY_LINES]; /* the largest counts */
	size_t listed;
	uint64_t rows, events, before;    /* all of them: codes, errors of the day and of the day before */
	struct summary_names muted, lost; /* by reason; by host */
	uint64_t pending;                 /* still to be told, of whatever day */
};

#endif
