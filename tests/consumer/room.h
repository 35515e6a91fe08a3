/*
 * room -- a folder of its own for one test, with files and a store in it.
 *
 * ROOM_TESTS() runs a program's tests on a file, and again on MariaDB where the
 * program was built with it; then the store is a database beside the folder.
 */
#ifndef ROOM_H
#define ROOM_H

#include "check.h"
#include <unistd.h>
#include "consumer/store/engine.h"
#include "maria.h"

struct room {
	char folder[64], database[96]; /* the store's file */
	struct address address;
	struct store *store; /* opened by room_open() */
	struct errnotice_err err;
};

#define OK(room, call)                                               \
	do {                                                         \
		if (!(call)) {                                       \
			fail_msg("%s: %s", #call, (room)->err.text); \
		}                                                    \
	} while (0)

static inline int room_make(void **state)
{
	struct room *room = calloc(1, sizeof(*room));
	strcpy(room->folder, "/tmp/errnotice-room-XXXXXX");
	assert_non_null(mkdtemp(room->folder));
	snprintf(room->database, sizeof(room->database), "%s/test.db", room->folder);
	strcpy(room->address.path, room->database);
#ifdef CONSUMER_MARIADB
	if (maria.pid) {
		room->address = maria_address();
	}
#endif
	*state = room;
	return 0;
}

static inline int room_open(void **state)
{
	room_make(state);
	struct room *room = *state;
	room->store = store_open(&room->address, &room->err);
	assert_non_null(room->store);
	return 0;
}

static inline int room_close(void **state)
{
	struct room *room = *state;
	char command[128];
	store_close(room->store);
	snprintf(command, sizeof(command), "rm -rf %s", room->folder);
	assert_int_equal(system(command), 0);
	free(room);
	return 0;
}

/* Writes a file of the room; its path is in `path`. */
static inline void room_write(const struct room *room, const char *name, const char *text, char path[128])
{
	snprintf(path, 128, "%s/%s", room->folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
}

/* What the test asks beside the store, on its own connection: the only row's only column is in the query. */
static inline void *room_ask(const struct room *room, const char *sql)
{
	const struct store *store = room->store;
	struct errnotice_err err = {""};
	void *query = store->engine->prepare(store->db, sql, &err);
	if (!query || store->engine->step(query, &err) != STORE_ROW) {
		fail_msg("%s: %s", sql, err.text);
	}
	return query;
}

static inline int64_t room_number(const struct room *room, const char *sql)
{
	void *query = room_ask(room, sql);
	int64_t value = room->store->engine->column_int(query, 0);
	room->store->engine->finish(query);
	return value;
}

static inline void room_check_text(const struct room *room, const char *sql, const char *wanted)
{
	size_t len;
	void *query = room_ask(room, sql);
	assert_string_equal(room->store->engine->column_text(query, 0, &len), wanted);
	assert_int_equal(len, strlen(wanted));
	room->store->engine->finish(query);
}

static inline void room_run(const struct room *room, const char *sql)
{
	struct errnotice_err err = {""};
	if (!room->store->engine->script(room->store->db, sql, &err)) {
		fail_msg("%s: %s", sql, err.text);
	}
}

#define COUNTER(name) "SELECT COALESCE(SUM(value), 0) FROM errnotice_counter WHERE name = '" name "'"

/* ingested = told + pending + muted + unrouted, and what the notices hold is what is pending. */
static inline void room_check_law(const struct room *room)
{
	int64_t pending = room_number(room, COUNTER("pending"));
	assert_int_equal(room_number(room, COUNTER("ingested")),
		room_number(room, COUNTER("told")) + pending + room_number(room, COUNTER("muted"))
			+ room_number(room, COUNTER("unrouted")));
	assert_int_equal(pending,
		room_number(room,
			"SELECT COALESCE(SUM(counted), 0) FROM errnotice_notice WHERE state <> 'told'"));
}

static inline void room_begin(struct room *room)
{
	OK(room, store_begin(room->store, &room->err));
}

static inline void room_commit(struct room *room)
{
	OK(room, store_commit(room->store, &room->err));
	room_check_law(room);
}

/* As after kill -9: what was not committed is gone, what was is there. */
static inline void room_die(struct room *room)
{
	store_close(room->store);
	room->store = store_open(&room->address, &room->err);
	assert_non_null(room->store);
}

#ifdef CONSUMER_MARIADB
#define ROOM_TESTS(name, tests)                                            \
	(cmocka_run_group_tests_name(name " on a file", tests, NULL, NULL) \
		+ cmocka_run_group_tests_name(name " on MariaDB", tests, maria_start, maria_stop))
#else
#define ROOM_TESTS(name, tests) cmocka_run_group_tests_name(name " on a file", tests, NULL, NULL)
#endif

#endif
