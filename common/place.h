/*
 * place -- where one half puts what the other looks for, beside the stream: docs/event-schema.md.
 */
#ifndef ERRNOTICE_PLACE_H
#define ERRNOTICE_PLACE_H

/* A hash of Redis, with the heartbeat of each host. */
#define ERRNOTICE_HOSTS_KEY "errnotice:hosts"

/* In a spool's folder, for printf() and scanf(): the file of the user with this id. */
#define ERRNOTICE_SPOOL_FILE "events-%u.log"

#endif
