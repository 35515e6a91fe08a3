/*
 * scrub -- what must not leave the host: values of named fields, and kinds of values.
 *
 * The list is errnotice.scrub: names (`password`, compared without case, `-` and
 * `_` alike) and kinds: @mobile (11 digits from 13 to 19), @id (18, with its
 * check character), @card (16 to 19 digits, Luhn), @email, @token (JWTs, and keys
 * that begin as those of known services do).  A masked value reads `***`.  Digits
 * that touch other digits or letters are no mobile, id or card, but for a mobile
 * behind +86; mobiles and cards may be written in groups (138-0013-8000).
 */
#ifndef ERRNOTICE_SCRUB_H
#define ERRNOTICE_SCRUB_H

#include "common/err.h"
#include "common/span.h"

struct errnotice_scrub;

/* NULL on an unknown @kind or without memory. */
struct errnotice_scrub *errnotice_scrub_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_scrub_free(struct errnotice_scrub *scrub);

/*
 * Whether the value that goes by this name is masked.  A name that ends in a listed one as a word of its own counts
 * too: after `_`, `-`, `.` or `[`, or where a capital begins one (userPassword, accessToken); and so do its members
 * (password[old]).
 */
bool errnotice_scrub_names(const struct errnotice_scrub *scrub, struct errnotice_span name);

/*
 * Cleans (text.h) and masks a message: values after `name=`, `name: `, `"name":"…"`,
 * user:password@ in a URL, and the listed kinds.  Returns the bytes written, at most
 * `room`; reads no more of `data` than it needs.  A value that is cut by `room` is
 * masked whole.  Where a value has no clear end, too much is masked, not too little.
 */
size_t errnotice_scrub_text(
	const struct errnotice_scrub *scrub, char *into, size_t room, const char *data, size_t len);

/* The same for a URL or request target: user:password@, query values by (decoded) name, and the listed kinds. */
size_t errnotice_scrub_url(
	const struct errnotice_scrub *scrub, char *into, size_t room, const char *data, size_t len);

#endif
