/* What could not be read is kept, and fills no disk. */
#include "room.h"
#include "consumer/store/poison.h"

enum { ALL = 1 << 30 };

static void keep(struct room *room, const char *stream_id, size_t size)
{
	char *entry = calloc(1, size + 1);
	bool fresh;

	assert_non_null(entry);
	room_begin(room);
	OK(room, poison_keep(room->store, errnotice_span_of(stream_id), "v is missing",
			 errnotice_span(entry, size), 1, &fresh, &room->err));
	room_commit(room);
	assert_true(fresh);
	free(entry);
}

static int make_room(struct room *room, int64_t most, int64_t most_bytes)
{
	int dropped;

	room_begin(room);
	OK(room, poison_make_room(room->store, most, most_bytes, &dropped, &room->err));
	room_commit(room);
	return dropped;
}

static int64_t oldest(struct room *room)
{
	return room_number(room, "SELECT MIN(stream_id + 0) FROM errnotice_poison");
}

static void the_newest_are_kept_up_to_a_number(void **state)
{
	struct room *room = *state;

	keep(room, "1-0", 10);
	keep(room, "2-0", 0);
	keep(room, "3-0", 10);
	assert_int_equal(make_room(room, 3, ALL), 0);
	assert_int_equal(make_room(room, 2, ALL), 1);
	assert_int_equal(oldest(room), 2);
	assert_int_equal(room_number(room, COUNTER("poison_dropped")), 1);
}

static void the_newest_are_kept_up_to_a_size(void **state)
{
	struct room *room = *state;

	keep(room, "1-0", 1);
	keep(room, "2-0", 70000); /* with pages of its own */
	keep(room, "3-0", 100);
	assert_int_equal(make_room(room, 10, 70101), 0);
	assert_int_equal(make_room(room, 10, 70100), 1);
	assert_int_equal(make_room(room, 10, 70099), 1);
	assert_int_equal(oldest(room), 3);
	assert_int_equal(room_number(room, COUNTER("poison_dropped")), 2);
}

static void the_newest_of_all_is_kept_however_large(void **state)
{
	struct room *room = *state;

	keep(room, "1-0", 10);
	keep(room, "2-0", 70000);
	assert_int_equal(make_room(room, 10, 5), 1);
	assert_int_equal(oldest(room), 2);
	assert_int_equal(make_room(room, 0, 0), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_newest_are_kept_up_to_a_number),
		TEST(the_newest_are_kept_up_to_a_size),
		TEST(the_newest_of_all_is_kept_however_large),
	};
	return ROOM_TESTS("poison", tests);
}
