/*
 * spell -- a time in which an issue keeps coming, and when a place hears of it.
 *
 * A place is a route and a robot.  A spell begins with the first event, with the
 * first one after `back_after` without any, and with the first one after the
 * group was told that the issue is over.  Its first message goes at once, when the
 * threshold is reached (window.h); further ones keep the route's `repeat`.  Pure.
 */
#ifndef CONSUMER_SPELL_H
#define CONSUMER_SPELL_H

#include "consumer/conf.h"
#include "consumer/plan/issue.h"

/* What a place remembers of an issue. */
struct spell {
	enum issue_state state; /* NEW, BACK: nothing of this spell was told yet */
	int64_t told_at;        /* Unix s of the last message; 0: never */
};

/* What a notice waits for before it is due; ESCALATED is due, and no quiet hours that begin hold it. */
enum spell_wait { SPELL_DUE, SPELL_REPEAT, SPELL_THRESHOLD, SPELL_QUIET, SPELL_ESCALATED };

struct spell_next {
	enum spell_wait wait;
	int64_t at_s; /* when it is due */
};

enum { SPELL_FAR = 1 << 30 }; /* s from now: a time that does not come by itself */

/* The state when events come after `gap_s` without any. */
enum issue_state spell_state(const struct spell *spell, const struct conf_route *route, int64_t gap_s);

/* When what comes in `state` is told; `spell` is what was remembered before. */
struct spell_next spell_next(
	const struct spell *spell, enum issue_state state, const struct conf_route *route, int64_t now_s);

/* What is to be told at `at_s`, and not in the route's quiet hours. */
struct spell_next spell_at(const struct conf_route *route, enum spell_wait wait, int64_t at_s);

/* As in the store: `due`, `repeat`, `threshold`, `quiet`, `escalated`; any other word is `due`. */
const char *spell_wait_name(enum spell_wait wait);
enum spell_wait spell_wait_of(const char *name);

#endif
