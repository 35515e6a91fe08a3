/*
 * crew -- a house with its robots, in a time of its own: what happens is counted, what is due is told at once.
 */
#ifndef CREW_H
#define CREW_H

#include "house.h"
#include <jansson.h>
#include "consumer/deliver/calendar.h"
#include "consumer/deliver/outcome.h"
#include "consumer/deliver/take.h"
#include "consumer/store/pending.h"

enum { CREW_ROBOTS = 4 };

struct crew {
	struct house *house;
	struct lane lanes[CREW_ROBOTS];
	struct choice choice;
	unsigned ids;
	bool behind;     /* much waits on the stream */
	char title[512]; /* of the last message */
};

static int64_t crew_now_s;

static inline int64_t crew_clock(void)
{
	return crew_now_s * 1000;
}

static inline struct crew *open_crew(void **state, const char *conf)
{
	struct crew *crew = calloc(1, sizeof(*crew));
	crew->house = open_house(state, conf);
	crew_now_s = NOW_S;
	for (size_t i = 0; i < crew->house->conf->robot_count; i++) {
		struct errnotice_err *err = &crew->house->room->err;
		OK(crew->house->room, lane_init(&crew->lanes[i], &crew->house->conf->robots[i], err));
	}
	return crew;
}

static inline void close_crew(struct crew *crew)
{
	for (size_t i = 0; i < crew->house->conf->robot_count; i++) {
		lane_clear(&crew->lanes[i]);
	}
	close_house(crew->house);
	free(crew);
}

/* `count` events of the issue, now, each an entry of its own; its code is its fingerprint.  Stored with commit_at(). */
static inline void arrives(struct crew *crew, const char *fp, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		size_t at = entries_add(&crew->house->entries, ++crew->ids, fp, crew_now_s * 1000, 1);
		entries_put(&crew->house->entries, at, "code", fp);
	}
}

static inline void happens(struct crew *crew, const char *fp, unsigned count)
{
	arrives(crew, fp, count);
	commit_at(crew->house, crew_now_s);
}

static inline void turn(struct crew *crew)
{
	struct room *room = crew->house->room;
	OK(room, calendar_turn(room->store, crew->house->conf, crew_now_s, !crew->behind, &room->err));
	room_check_law(room);
}

/* Time goes by. */
static inline void pass(struct crew *crew, int64_t seconds)
{
	crew_now_s += seconds;
	turn(crew);
}

/* The next message that this robot sends now and that is accepted; NULL: none. */
static inline const char *hear(struct crew *crew, size_t robot)
{
	struct room *room = crew->house->room;
	struct take with = {room->store, crew->house->conf, &crew->choice, "me", crew_clock};
	struct lane *lane = &crew->lanes[robot];
	char *body;

	OK(room, take(&with, lane, &body, &room->err));
	room_check_law(room);
	if (!body) {
		return NULL;
	}
	json_t *json = json_loads(body, 0, NULL);
	snprintf(crew->title, sizeof(crew->title), "%s",
		json_string_value(json_object_get(json_object_get(json, "markdown"), "title")));
	json_decref(json);
	free(body);
	lane->ended_ms = crew_clock();
	lane->date_s = -1;
	lane->answer = (struct answer){.class = ANSWER_OK};
	enum outcome outcome = outcome_judge(lane, 0);
	OK(room, outcome_record(room->store, lane, "me", &outcome, 0, &room->err));
	room_check_law(room);
	return crew->title;
}

static inline void check_heard(struct crew *crew, size_t robot, const char *title)
{
	const char *heard = hear(crew, robot);
	assert_non_null(heard);
	assert_string_equal(heard, title);
}

static inline void check_silent(struct crew *crew, size_t robot)
{
	const char *heard = hear(crew, robot);
	if (heard) {
		fail_msg("nothing is to be told now, and it said: %s", heard);
	}
}

#endif
