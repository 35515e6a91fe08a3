/*
 * standin -- whose messages a robot says: its own, and those of robots that are left alone.
 *
 * A robot that is banned, broken or out of reach is spoken for by its `fallback`,
 * or by the fallback's own when that one is left alone as well.  Robots that stand
 * in for each other and are all left alone wait: nobody speaks for them.
 */
#ifndef CONSUMER_STANDIN_H
#define CONSUMER_STANDIN_H

#include <stddef.h>
#include <stdint.h>
#include "consumer/conf.h"
#include "consumer/store/store.h"

enum { STANDIN_MOST = 32 }; /* further ones wait for a later look */

struct standin {
	const struct conf_robot *robots[STANDIN_MOST]; /* borrowed; the robot itself comes first */
	size_t count;
};

bool standin_find(struct standin *into, struct store *store, const struct conf *conf,
	const struct conf_robot *robot, int64_t now_ms, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

bool standin_says(const struct standin *standin, const struct conf_robot *robot);

#endif
