/*
 * sender -- an outbox that sends to a private Redis, and events for it.
 */
#ifndef TEST_SENDER_H
#define TEST_SENDER_H

#include "ext/handover/outbox.h"
#include "ext/handover/shared.h"
#include "tests/handover/support/server.h"

#define STREAM     "errnotice:events"
#define TIMEOUT_MS 2000 /* where an answer is expected: none of these tests needs it */
#define SHORT_MS   100  /* where none comes */
#define SLACK_MS   5000 /* what a busy machine may add */
#define SLOTS      64

extern struct server server;
extern struct errnotice_endpoint endpoint; /* what the outbox is given: tests change it */
extern struct errnotice_spool_place place; /* likewise; there is none unless a test names a folder */

extern const char *version; /* of the outbox; tests change it */
extern bool reloads;        /* likewise; not, unless a test says so */

/* Of each test: a folder for Redis, which does not run yet, and an open outbox. */
int sender_setup(void **state);
int sender_teardown(void **state);

/* Opens the outbox; after errnotice_outbox_shutdown() anew. */
void startup(uint32_t slots, bool heartbeat);

/* An event whose code says which one it is; false when there was no slot, which is then told as lost. */
bool capture(int number, enum errnotice_slot_state state);
void capture_some(int from, int to);

/* XLEN. */
long entries(void);

struct errnotice_outbox_status look(void);

/* Hands over, and says whether nothing is left. */
bool flushed(void *argument);

/* Ms that a hand-over takes. */
int64_t time_of_flush(void);

#endif
