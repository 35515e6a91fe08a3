/*
 * message -- what the group reads: one issue, a digest of many, a bulletin, a summary, or a test.
 *
 * Title and first line say it in one breath: `[pro] shop 下单失败 ORDER_404 ×37 · new`.
 * `×N` is the number of events the message tells, left out for 1 in a message
 * about one issue; the lines of a digest, with its last line for the rest, add up
 * to it.  The JSON is below 18,000 bytes: what does not fit is cut at characters,
 * or moved to the rest.  What tells no events begins with `[errnotice]`.  Pure.
 */
#ifndef CONSUMER_MESSAGE_H
#define CONSUMER_MESSAGE_H

#include "consumer/conf.h"
#include "consumer/plan/bulletin.h"
#include "consumer/plan/escalation.h"
#include "consumer/plan/issue.h"
#include "consumer/plan/summary.h"
#include "consumer/zone.h"

enum { MESSAGE_LINES = 20 }; /* issues that a digest lists at most */

/* An issue and what is said of it; all borrowed. */
struct message_item {
	const struct issue *issue;
	const struct conf_title *title; /* the dictionary's; NULL for none */
	const struct conf_route *route; /* NULL when the configuration has it no more */
	uint64_t events;
	enum issue_state state;
	int64_t told_at; /* Unix s of the last message about it there, since which the events came; 0: none */
	struct escalated escalated;
};

struct message_to {
	const struct conf_robot *robot;
	const struct zone *zone; /* NULL: UTC */
	const char *msg_uuid;
};

/* The body to post; heap, NULL without memory. */
char *message_single(const struct message_item *item, const struct message_to *to);

/* All that a digest tells; the items are the heaviest of it, in order, at least one and at most MESSAGE_LINES. */
struct message_sum {
	const char *app, *env; /* when they are the same for all, else "" */
	uint64_t issues, fresh, back, escalated, recovered, events;
};

/* Whether a message about these is to mention more people than DingTalk takes: who comes first is called. */
bool message_is_crowded(const struct message_item *items, size_t count);

char *message_digest(const struct message_item *items, size_t count, const struct message_sum *sum,
	const struct message_to *to);

/* At least one row is listed. */
char *message_bulletin(
	enum bulletin_kind kind, const struct bulletin_list *list, const struct message_to *to);

/* What a day was; titles are the dictionary's. */
char *message_summary(const struct summary *summary, const struct conf *conf, const struct message_to *to);

struct answer;

/* To the fallback: a robot does not work, because of this answer. */
char *message_robot(
	const struct message_to *to, const char *robot, const struct answer *answer, int64_t now_s);

char *message_test(const struct message_to *to, const char *host, int64_t now_s);

#endif
