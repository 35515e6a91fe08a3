/*
 * redis_redirect -- what a cluster answers when a key lives elsewhere.
 *
 *   MOVED 3999 10.0.0.7:6379    for good: ask there from now on
 *   ASK 3999 10.0.0.7:6379      the key is on its way: ask there, with ASKING before each command
 *
 * A host may be a name or an address, an IPv6 one without brackets; none stands
 * for the host that answered.
 */
#ifndef ERRNOTICE_REDIS_REDIRECT_H
#define ERRNOTICE_REDIS_REDIRECT_H

#include "common/redis_url.h"
#include "common/span.h"

struct errnotice_redis_redirect {
	bool asking;
	struct errnotice_redis_node node; /* its host "" for the one that answered */
};

/* True if the error that Redis answered is a redirection that can be followed. */
bool errnotice_redis_redirect_read(struct errnotice_redis_redirect *redirect, const char *error);

/*
 * The name of a key that lives in the same slot as `key`: `base`, and in braces what
 * the slot of `key` is reckoned from.
 */
void errnotice_redis_key_beside(char *into, size_t room, const char *base, const char *key);

#endif
