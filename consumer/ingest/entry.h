/*
 * entry -- what one entry of the stream says, decoded and made safe to keep.
 */
#ifndef CONSUMER_ENTRY_H
#define CONSUMER_ENTRY_H

#include "common/event.h"
#include "consumer/ingest/arena.h"
#include "consumer/ingest/queue.h"

enum entry_kind {
	ENTRY_EVENT,
	ENTRY_LOST,   /* a host tells what it had to drop */
	ENTRY_POISON, /* cannot be read; `reason` and `whole` say why and what */
	ENTRY_GONE    /* deleted before it was read */
};

struct entry {
	enum entry_kind kind;
	struct errnotice_span stream_id;
	struct errnotice_event event; /* of EVENT and LOST; its texts are clean UTF-8 without NUL */
	unsigned char id[16];         /* of EVENT and LOST */
	struct errnotice_span source; /* who sent it: a UUID, or empty; also of POISON */
	uint64_t errors;              /* that it stands for; also of POISON */
	const char *reason;           /* of POISON */
	struct errnotice_span whole;  /* of POISON: a netstring for each name and value */
};

/* Everything borrows from the queue's entry and from `arena`.  False only without memory. */
bool entry_read(struct entry *entry, const struct queue_entry *from, struct arena *arena,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
