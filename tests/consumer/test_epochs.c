/* A group that is gone is told once, however many consumers see it and whoever is killed; one that never was is not. */
#include "room.h"
#include "consumer/store/bulletins.h"
#include "consumer/store/epochs.h"

enum { NOW = 1700000000 };

static const struct conf conf = {.queue = {.stream = (char *)"s", .group = (char *)"g"}};

/* One consumer of the store; all of them share its connection, for a test needs no more. */
static struct epoch load(struct room *room)
{
	struct epoch known;
	OK(room, epochs_load(room->store, &conf, &known, &room->err));
	return known;
}

/* It looked, and the group was gone; whether it is to make it now. */
static bool begin(struct room *room, struct epoch *known)
{
	bool make;
	room_begin(room);
	OK(room, epochs_begin(room->store, &conf, known, NOW, &make, &room->err));
	room_commit(room);
	return make;
}

/* It looked, and the group was there. */
static void hold(struct room *room, struct epoch *known)
{
	room_begin(room);
	OK(room, epochs_hold(room->store, &conf, known, NOW, &room->err));
	room_commit(room);
	assert_true(known->made);
}

static int64_t told(struct room *room)
{
	return room_number(room, "SELECT COALESCE(SUM(count), 0) FROM errnotice_bulletin WHERE kind = 'epoch'"
				 " AND subject = 's' AND reason = 'g'");
}

static void the_first_group_is_no_news(void **state)
{
	struct room *room = *state;
	struct epoch known = load(room);
	assert_int_equal(known.number, 0);
	assert_true(begin(room, &known));
	hold(room, &known);
	assert_int_equal(known.number, 1);
	assert_int_equal(told(room), 0);
}

static void a_group_that_was_there_before_the_store_is_none_either(void **state)
{
	struct room *room = *state;
	struct epoch known = load(room);
	hold(room, &known);
	assert_int_equal(known.number, 1);
	assert_int_equal(told(room), 0);
	assert_true(begin(room, &known)); /* but when it goes then */
	assert_int_equal(told(room), 1);
}

static void each_time_it_goes_is_told(void **state)
{
	struct room *room = *state;
	struct epoch known = load(room);
	hold(room, &known);
	for (int64_t times = 1; times <= 3; times++) {
		assert_true(begin(room, &known));
		assert_int_equal(known.number, 1 + times);
		hold(room, &known);
		assert_int_equal(told(room), times);
	}
	assert_true(load(room).number == known.number && load(room).made);
}

static void killed_before_it_made_the_group(void **state)
{
	struct room *room = *state;
	struct epoch killed = load(room);
	hold(room, &killed);
	assert_true(begin(room, &killed));
	struct epoch next = load(room);
	assert_true(begin(room, &next)); /* it makes the group */
	hold(room, &next);
	assert_int_equal(next.number, 2);
	assert_int_equal(told(room), 1);
}

static void killed_before_it_was_recorded(void **state)
{
	struct room *room = *state;
	struct epoch known = load(room);
	bool make;
	hold(room, &known);
	room_begin(room);
	OK(room, epochs_begin(room->store, &conf, &known, NOW, &make, &room->err));
	store_rollback(room->store);
	assert_int_equal(told(room), 0);
	known = load(room);
	assert_true(begin(room, &known));
	assert_int_equal(told(room), 1);
}

static void two_that_see_it_gone_tell_it_once(void **state)
{
	struct room *room = *state;
	struct epoch a = load(room);
	hold(room, &a);
	struct epoch b = load(room);
	assert_true(begin(room, &a));
	assert_false(begin(room, &b)); /* it looks again, and the group may be there by now … */
	struct epoch late = b;
	assert_true(begin(room, &b)); /* … or not: then either makes it */
	hold(room, &a);
	assert_false(begin(room, &late)); /* what this one saw was before the group was made */
	assert_int_equal(told(room), 1);
	hold(room, &b);
	assert_int_equal(load(room).number, 2);
}

/* One that was away while others began an epoch tells of the next one all the same. */
static void one_that_was_away_looks_again_and_tells(void **state)
{
	struct room *room = *state;
	struct epoch away = load(room);
	hold(room, &away);
	struct epoch other = away;
	assert_true(begin(room, &other));
	hold(room, &other);
	assert_false(begin(room, &away));
	assert_true(begin(room, &away)); /* still gone: so it went a second time */
	assert_int_equal(told(room), 2);
}

static void another_group_has_epochs_of_its_own(void **state)
{
	struct room *room = *state;
	struct conf another = {.queue = {.stream = (char *)"s", .group = (char *)"h"}};
	struct epoch known = load(room);
	hold(room, &known);
	OK(room, epochs_load(room->store, &another, &known, &room->err));
	assert_int_equal(known.number, 0);
	assert_int_equal(load(room).number, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_group_is_no_news),
		TEST(a_group_that_was_there_before_the_store_is_none_either),
		TEST(each_time_it_goes_is_told),
		TEST(killed_before_it_made_the_group),
		TEST(killed_before_it_was_recorded),
		TEST(two_that_see_it_gone_tell_it_once),
		TEST(one_that_was_away_looks_again_and_tells),
		TEST(another_group_has_epochs_of_its_own),
	};
	return ROOM_TESTS("epochs", tests);
}
