/*
 * webhook -- a robot's URL: signed for one attempt, hashed for the store.
 *
 * The URL holds the access token: neither it nor a signed one is ever logged.
 */
#ifndef CONSUMER_WEBHOOK_H
#define CONSUMER_WEBHOOK_H

#include <stddef.h>
#include <stdint.h>

enum { WEBHOOK_KEY = 33, WEBHOOK_SIGN = 128 };

/*
 * The URL for one attempt at `unix_ms`: `timestamp` and `sign` replace those that
 * may stand in it already.  With secret "" those are only taken out.  Heap; NULL
 * without memory.
 */
char *webhook_sign(const char *url, const char *secret, int64_t unix_ms);

/* base64 of HMAC-SHA256(secret, unix_ms LF secret), percent-encoded once. */
void webhook_signature(char into[WEBHOOK_SIGN], const char *secret, int64_t unix_ms);

/*
 * 32 hex digits that stand for the robot: of its access token, or of the whole URL
 * when it has none.  The token cannot be had back from it.
 */
void webhook_key(char into[WEBHOOK_KEY], const char *url);

/* Replaces the URL's access token in `len` bytes of text, in place, with `*`.  Before the text is cut: half a token is found no more. */
void webhook_redact(char *text, size_t len, const char *url);

#endif
