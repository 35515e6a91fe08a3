/* Another store lies in the place of the one that delivery works on: a backup, a new one, none. */
#include "room.h"
#include <sys/stat.h>
#include "consumer/conf.h"
#include "consumer/deliver/outbox.h"

struct post {
	struct room *room;
	struct conf conf;
	struct lane lanes[2];
	struct store *store;
	bool busy;
};

static int open_post(void **state)
{
	struct post *post = calloc(1, sizeof(*post));

	room_make((void **)&post->room);
	post->conf.store.address = post->room->address;
	post->store = outbox_open(&post->conf);
	assert_non_null(post->store);
	*state = post;
	return 0;
}

static int close_post(void **state)
{
	struct post *post = *state;
	store_close(post->store);
	room_close((void **)&post->room);
	free(post);
	return 0;
}

static bool stands(struct post *post)
{
	return outbox_stands(&post->store, &post->conf, post->lanes, 2, &post->busy);
}

static void move_away(const struct post *post)
{
	char to[128];
	snprintf(to, sizeof(to), "%s/away.db", post->room->folder);
	assert_int_equal(rename(post->room->database, to), 0);
}

static void one_that_is_in_its_place_stands(void **state)
{
	struct post *post = *state;
	struct store *before = post->store;

	post->lanes[0].busy = post->lanes[0].ended = true;
	assert_true(stands(post));
	assert_ptr_equal(post->store, before);
	assert_true(post->lanes[0].busy && post->lanes[0].ended);
}

static void another_is_opened(void **state)
{
	struct post *post = *state;

	post->lanes[1].look_ms = INT64_MAX;
	move_away(post);
	assert_true(stands(post));
	assert_false(store_is_elsewhere(post->store));
	assert_int_equal(post->lanes[1].look_ms, 0); /* there may be something to send in it */
	assert_int_equal(access(post->room->database, F_OK), 0);
}

/* A message of the same number may be in the new one, and nobody has read that. */
static void what_is_on_its_way_is_none_of_the_new_ones(void **state)
{
	struct post *post = *state;

	post->lanes[0].busy = post->lanes[1].busy = post->lanes[1].ended = true;
	move_away(post);
	assert_false(stands(post));
	assert_true(post->busy);
	assert_false(post->lanes[1].busy || post->lanes[1].ended);
	post->lanes[0].ended = true;
	assert_true(stands(post));
	assert_false(post->busy || post->lanes[0].busy || post->lanes[0].ended);
}

static void one_that_is_not_there_yet_is_waited_for(void **state)
{
	struct post *post = *state;
	char to[128];

	snprintf(to, sizeof(to), "%s.away", post->room->folder);
	assert_int_equal(rename(post->room->folder, to), 0);
	assert_false(stands(post));
	assert_null(post->store);
	assert_false(stands(post));
	assert_int_equal(rename(to, post->room->folder), 0);
	assert_true(stands(post));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_post, close_post)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_that_is_in_its_place_stands),
		TEST(another_is_opened),
		TEST(what_is_on_its_way_is_none_of_the_new_ones),
		TEST(one_that_is_not_there_yet_is_waited_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
