/*
 * notices -- the outbox: what is still to be said, and to whom.
 *
 * A notice is `due` until a body is made for it, then `sending` (body and
 * msg_uuid are stored before the first attempt and never change after it), then
 * `told` or `failed`.  Its items say which issue and route it tells, with the
 * exact count each; a digest is a notice with many items.  There is at most one
 * `due` notice an issue, route and robot: further events join it.  Only the
 * primary robot's events move the law's counters: pending with notices_add(),
 * told with notices_told(); a notice that failed stays pending.  A message about
 * no issue (bulletins.h) has no items, is never `due`, and tells 0 events.
 *
 * A notice belongs to one robot.  While that one is left alone another may say it
 * (deliver/standin.h), but not what may stand in a group already: this is then
 * asked for again there, and nowhere else.
 *
 * What writes is called inside the caller's transaction.
 */
#ifndef CONSUMER_NOTICES_H
#define CONSUMER_NOTICES_H

#include <stddef.h>
#include <stdint.h>
#include "common/fingerprint.h"
#include "consumer/plan/escalation.h"
#include "consumer/plan/spell.h"
#include "consumer/plan/window.h"
#include "consumer/store/store.h"

/* More events of the issue `fp` are to be told on a route to a robot.  All borrowed. */
struct notices_more {
	const char *fp;
	const struct conf_route *route;
	const char *robot;
	int64_t gap_s; /* the longest time without the issue that ended with one of these */
	uint64_t events,
		counted; /* the `counted` ones become *pending*; 0: this robot is not the primary one */
	const struct window_slice *slices; /* the same by their time: where the route has a threshold */
	size_t slice_count;
};

/*
 * They join what is due there, or begin what is due when the route says
 * (spell.h).  Below a threshold they are pending until its window is over, and
 * *muted* then.
 */
bool notices_add(struct store *store, const struct notices_more *more, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* An issue that escalates on a route (plan/escalation.h), and the robot that says so.  Strings are borrowed. */
struct notices_escalation {
	const char *fp, *route, *robot;
	struct escalated escalated;
	bool is_copy; /* the robot is none of the route's: its message names these events, and tells none */
};

/* What waits there, or this copy, is due now, and whatever it waited for is forgotten. */
bool notices_escalate(struct store *store, const struct notices_escalation *escalation, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* One window that ended without its threshold; `*more`: there was one, ask again. */
bool notices_give_up(
	struct store *store, int64_t now_s, bool *more, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Whether anything of a route is due for a robot, and to hold all of that until the route's quiet hours are over. */
bool notices_wait_there(struct store *store, const char *route, const char *robot, int64_t now_s, bool *any,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool notices_hold(struct store *store, const char *route, const char *robot, int64_t now_s, int64_t until_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A robot, and the longest that anything of its waits by time alone. */
struct notices_reach {
	const char *robot;
	int64_t now_s, longest_s;
};

/*
 * Whether anything waits for longer, and to have that due now: it was put off by a
 * clock that was ahead.  What waits for a threshold has no such time.
 */
bool notices_are_put_off(struct store *store, const struct notices_reach *reach, bool *any,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool notices_call_back(struct store *store, const struct notices_reach *reach,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Of which issues it is asked that stay away: of a route with `recovered`, and one of its robots. */
struct notices_away {
	const struct conf_route *route;
	const char *robot;
	int64_t now_s;
};

/* Whether an issue that was told there has not come for so long. */
bool notices_stay_away(struct store *store, const struct notices_away *away, bool *any,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* One of them is over, and due; `*more`: there was one, ask again. */
bool notices_recover(struct store *store, const struct notices_away *away, bool *more,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

struct notice_due {
	int64_t id;
	char robot[65], fp[ERRNOTICE_FP_LEN + 1], route[65];
	char app[65], env[65], code[65]; /* cut where longer */
	uint64_t events;
	enum issue_state state;
	int64_t told_at; /* Unix s when it was last told there; 0: never */
	struct escalated escalated;
};

/*
 * At most `room` of what is due for `robot` at `now_s`: fresh ones first, then those
 * that escalated, then by events.  `*count` is how many were written.
 */
bool notices_due(struct store *store, const char *robot, int64_t now_s, struct notice_due *into, size_t room,
	size_t *count, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

struct notice_sending {
	int64_t id;
	char *body;      /* heap; notice_sending_clear() */
	int attempts;    /* that were made */
	int64_t errcode; /* of the last answer, 0: none yet */
	bool unsure;     /* one of them may have reached the group */
	bool moved;      /* the last one was another robot's */
};

/*
 * The one that was tried least of those that `via` may send again by now: of
 * `robot` what surely reached nobody, and all that may have reached the group of
 * `via`.  id 0 when there is none.
 */
bool notices_sending(struct store *store, const char *robot, const char *via, int64_t now_s,
	struct notice_sending *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void notice_sending_clear(struct notice_sending *sending);

/* Another body for one that is surely in nobody's hands: a definite answer refused it. */
bool notices_mend(
	struct store *store, int64_t id, const char *body, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* When the next one of `robot` is due, or to be sent again by `via`, Unix s; INT64_MAX: nothing waits. */
bool notices_next(struct store *store, const char *robot, const char *via, int64_t *at_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Makes these due notices one that is `sending`, with this body, and counts its
 * first attempt, by `via`; it becomes that robot's where they are of several.
 * `again_s` is when it is sent again should nobody hear of this attempt any more.
 * `*id` is the notice's.
 */
bool notices_freeze(struct store *store, const char *via, const struct notice_due *dues, size_t count,
	const char *body, const char *msg_uuid, int64_t now_s, int64_t again_s, int64_t *id,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * A message about no issue, `sending` from the start; `about` says of what kind.
 * `begun`: its first attempt begins, as after notices_freeze().
 */
bool notices_say(struct store *store, const char *robot, const char *about, const char *body,
	const char *msg_uuid, bool begun, int64_t now_s, int64_t again_s, int64_t *id,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A further attempt begins, by `via`. */
bool notices_attempt(struct store *store, int64_t id, const char *via, int64_t again_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* An attempt was accepted, however late that is heard: one that was given up is told all the same. */
bool notices_told(
	struct store *store, int64_t id, int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* How an attempt ended that told nothing. */
struct notice_end {
	int attempts; /* of the notice by then: after a further one this is old news, and changes nothing */
	bool unsure;  /* this one or one before may have reached the group */
	int64_t errcode;
	const char *error; /* for people, holds no secret */
};

bool notices_retry(struct store *store, int64_t id, const struct notice_end *end, int64_t next_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool notices_fail(struct store *store, int64_t id, const struct notice_end *end, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What is known of a message that was refused; notice_refused_clear(). */
struct notice_refused {
	char *body;                                  /* heap; NULL when there is no such notice any more */
	int less;                                    /* what is gone from it already: enum answer_less */
	uint64_t issues, events;                     /* that it tells */
	char event_id[64], fp[ERRNOTICE_FP_LEN + 1]; /* of its largest issue, "" for none */
};

bool notices_refused(struct store *store, int64_t id, struct notice_refused *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void notice_refused_clear(struct notice_refused *refused);

/* It is sent again with a body that has `less` in it; the first one is kept, for a replay. */
bool notices_reword(struct store *store, int64_t id, const struct notice_end *end, const char *body, int less,
	int64_t next_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* When each fresh issue of a notice was first thrown, Unix ms: `heard` is called for it with the events told. */
bool notices_first_throws(struct store *store, int64_t id,
	void (*heard)(int64_t thrown_ms, uint64_t events, void *), void *context,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
