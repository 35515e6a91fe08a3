/*
 * bulletin -- what the group is told beside errors: of its hosts and of the queue.
 *
 * A bulletin tells 0 events, and none of the law's counters knows it.  What there
 * is to say of one subject for one reason adds up until the robot of [hosts] says it;
 * where that is none, it goes on adding up.  A further kind is a line below, its words
 * in deliver/message_bulletin.c, and a call of bulletins_add() in the transaction that
 * notices it.  Pure.
 */
#ifndef CONSUMER_BULLETIN_H
#define CONSUMER_BULLETIN_H

#include <stddef.h>
#include <stdint.h>

/*
 * X(enumerator, its name in the store)
 *
 *            subject                      reason                  count
 *   LOST     a host                       why (loss.h)            of the events that it had to drop
 *   SILENCE  what it named                whose it was, and why   of the events muted
 *   SILENT   a host without a heartbeat   for how long            how often
 *   BACK     one that has one again       after how long          how often
 *   EPOCH    the stream                   its group, once gone    how often
 */
#define BULLETIN_KINDS(X)     \
	X(LOST, "lost")       \
	X(SILENCE, "silence") \
	X(SILENT, "silent")   \
	X(BACK, "back")       \
	X(EPOCH, "epoch")

/* Of LOST, beside the reasons that hosts give (loss.h): the queue took these errors, and they never arrived. */
#define BULLETIN_LOST_QUEUE "queue"

enum bulletin_kind {
#define X(name, word) BULLETIN_##name,
	BULLETIN_KINDS(X)
#undef X
		BULLETIN_KINDS_
};

enum {
	BULLETIN_GATHER_S = 5,   /* before it is told: a storm says most of it in its first moments */
	BULLETIN_APART_S = 60,   /* between two messages of a kind: what comes meanwhile shares the next */
	BULLETIN_REPEAT_S = 600, /* between two messages about the same subject and reason */
	BULLETIN_LINES = 20,     /* that a message lists at most */
};

struct bulletin {
	char subject[256], reason[256]; /* cut where longer; nothing of them can be trusted */
	uint64_t count;                 /* since it was last told */
	int64_t since;                  /* Unix s of the first of these */
};

/* What one message says: the largest of it, and what all of it adds up to. */
struct bulletin_list {
	struct bulletin items[BULLETIN_LINES];
	size_t listed;
	uint64_t rows, subjects, count;
};

const char *bulletin_name(enum bulletin_kind kind);

#endif
