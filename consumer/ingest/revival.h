/*
 * revival -- an entry that could not be read goes back to the stream, when this version can read it.
 *
 * It gets a new stream id and keeps the event's, so that it is counted once,
 * however often it is sent.
 */
#ifndef CONSUMER_REVIVAL_H
#define CONSUMER_REVIVAL_H

#include "common/err.h"
#include "common/span.h"
#include "consumer/conf.h"

struct revival;

/* Connects; borrows `conf`.  NULL with a reason. */
struct revival *revival_open(const struct conf *conf, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void revival_close(struct revival *revival); /* NULL is fine */

enum revival_result {
	REVIVAL_FAILED,     /* it may have been sent or not; the connection is useless */
	REVIVAL_UNREADABLE, /* by this version too; the reason is in `err` */
	REVIVAL_SENT
};

/* `whole` is what the store keeps of it (entry.h). */
enum revival_result revival_send(
	struct revival *revival, struct errnotice_span whole, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
