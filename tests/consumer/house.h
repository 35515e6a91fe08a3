/*
 * house -- a room with a configuration and a batch: entries are added, and stored with commit().
 */
#ifndef HOUSE_H
#define HOUSE_H

#include "entries.h"

#define FP_A "aaaaaaaaaaaaaaaa"
#define FP_B "bbbbbbbbbbbbbbbb"

struct house {
	struct room *room;
	struct conf *conf;
	struct batch *batch;
	struct entries entries;
};

static inline struct house *open_house(void **state, const char *conf)
{
	struct house *house = calloc(1, sizeof(*house));
	char path[128];
	house->room = *state;
	room_write(house->room, "consumer.conf", conf, path);
	house->conf = conf_read(path, stderr);
	assert_non_null(house->conf);
	house->batch = batch_new(house->conf);
	assert_non_null(house->batch);
	return house;
}

static inline void close_house(struct house *house)
{
	batch_free(house->batch);
	conf_free(house->conf);
	free(house);
}

/* Stores what was added since the last time; the law is looked at after every commit. */
static inline struct batch_result commit_at(struct house *house, int64_t now_s)
{
	struct queue_batch batch = entries_batch(&house->entries);
	OK(house->room, batch_read(house->batch, &batch, &house->room->err));
	OK(house->room, batch_store(house->batch, house->room->store, now_s, &house->room->err));
	house->entries.count = 0;
	room_check_law(house->room);
	return batch_result(house->batch);
}

static inline struct batch_result commit(struct house *house)
{
	return commit_at(house, NOW_S);
}

#define NUMBER(sql)  room_number(house->room, sql)
#define MINUTES      "SELECT COALESCE(SUM(count), 0) FROM errnotice_minute"
#define ONE_ROBOT    "[robot ops]\nwebhook = https://h/\n"
#define ADD(...)     entries_add(&house->entries, __VA_ARGS__)
#define PUT(at, ...) entries_put(&house->entries, at, __VA_ARGS__)

#endif
