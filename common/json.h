/*
 * json -- a bounded JSON writer for places that may not allocate.
 *
 * Writes into the caller's buffer and always leaves well-formed JSON: what does
 * not fit is left out at the smallest whole member or element, and `cut` says so.
 * Text is cleaned (text.h) and escaped; `/` is not.
 */
#ifndef ERRNOTICE_JSON_H
#define ERRNOTICE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct errnotice_json {
	char *into;
	size_t room; /* bytes of `into` */
	size_t len;  /* bytes written */
	int depth;   /* open objects and arrays, at most 16; each keeps one byte of room to close */
	bool comma;  /* a value stands before the next one */
	bool cut;    /* something was left out */
	char closer[16];
};

void errnotice_json_init(struct errnotice_json *json, char *into, size_t room);

/* `key` is NULL inside an array and at the top.  False when it did not fit: then nothing was written. */
bool errnotice_json_open(struct errnotice_json *json, const char *key, char bracket /* { or [ */);
void errnotice_json_close(struct errnotice_json *json); /* nothing while nothing is open */
bool errnotice_json_text(struct errnotice_json *json, const char *key, const char *data, size_t len);
bool errnotice_json_int(struct errnotice_json *json, const char *key, int64_t value);

/*
 * Drops everything since `mark` (a copy taken at the same or a smaller depth) and
 * sets `cut`: how a half-written element is taken back.
 */
void errnotice_json_rewind(struct errnotice_json *json, const struct errnotice_json *mark);

#endif
