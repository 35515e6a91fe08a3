/*
 * event_pack -- an event in flat, bounded, position-independent memory.
 *
 * This is what a shared slot holds.  Fields
 * are appended, each once, in any order; a writer that dies half-way leaves a
 * pack that opens as far as `len` says, so the owner publishes it only when
 * whole.  Content read from memory that others can write is untrusted:
 * errnotice_pack_open() checks everything.  Never allocates.
 */
#ifndef ERRNOTICE_EVENT_PACK_H
#define ERRNOTICE_EVENT_PACK_H

#include "common/event.h"

/* Every field at its limit, with its three-byte head (field number, length low, length high). */
enum {
	ERRNOTICE_PACK_MAX = 0
#define X(name, wire, limit) +3 + limit
	ERRNOTICE_EVENT_FIELDS(X)
#undef X
};

struct errnotice_pack {
	uint32_t len; /* bytes used */
	char bytes[ERRNOTICE_PACK_MAX];
};

void errnotice_pack_reset(struct errnotice_pack *pack);

/* Appends `data` cleaned and cut (text.h).  A field that is already there is left as it is. */
void errnotice_pack_text(
	struct errnotice_pack *pack, enum errnotice_field field, const char *data, size_t len);
void errnotice_pack_int(struct errnotice_pack *pack, enum errnotice_field field, int64_t value);

/*
 * Room for a value written in place: returns where, with its field's limit in
 * `*room`, and errnotice_pack_commit() says how much was used.  The bytes must be
 * clean UTF-8, and nothing else is appended in between.  NULL when the field is
 * already there.
 */
char *errnotice_pack_reserve(struct errnotice_pack *pack, enum errnotice_field field, size_t *room);
void errnotice_pack_commit(struct errnotice_pack *pack, size_t used);

/* The value of a field that was appended, len 0 if it was not.  Trusts the pack. */
struct errnotice_span errnotice_pack_get(const struct errnotice_pack *pack, enum errnotice_field field);

/*
 * Reads an untrusted pack; spans borrow from it.  Applies the rules of
 * errnotice_event_decode(), and refuses bounds that do not add up.  Of a pack that
 * others can still write, open a copy: what is checked here must not change later.
 */
bool errnotice_pack_open(struct errnotice_event *event, const struct errnotice_pack *pack,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
