/*
 * dingtalk -- the HTTP conversation with robots, many at a time, none waiting for another.
 *
 * Belongs to one thread.  The token goes to the configured host only (transport.h), of
 * an answer at most 64 KiB are read, and one dingtalk_send() is one request on the
 * wire: nothing is sent again in silence.
 */
#ifndef CONSUMER_DINGTALK_H
#define CONSUMER_DINGTALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/err.h"
#include "consumer/conf.h"
#include "consumer/deliver/answer.h"

struct dingtalk;

struct dingtalk *dingtalk_open(struct errnotice_err *err) ERRNOTICE_MUST_CHECK; /* NULL with a reason */
void dingtalk_close(struct dingtalk *dingtalk); /* requests under way are given up; NULL is fine */

/*
 * Begins to post `body` (copied), signed for the service's time `unix_ms`.  Its end
 * is told once by dingtalk_next() with `tag`.  `robot` is borrowed for the call.
 */
bool dingtalk_send(struct dingtalk *dingtalk, const struct conf_robot *robot, const char *body,
	int64_t unix_ms, void *tag, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Works on the requests until one ended, `wake_fd` (-1: none) is readable, or `wait_ms` passed. */
void dingtalk_poll(struct dingtalk *dingtalk, int wake_fd, int wait_ms);

struct dingtalk_end {
	void *tag;
	struct answer answer;
	int64_t date_s; /* of the answer's Date header, Unix s; -1 without one */
};

/* The next request that ended; false when there is none. */
bool dingtalk_next(struct dingtalk *dingtalk, struct dingtalk_end *end);

#endif
