/* What the queue took against what arrived: missed once, and nothing that may have gone elsewhere. */
#include "house.h"
#include "consumer/ingest/ledger.h"
#include "consumer/store/sources.h"

/* UUIDv7 of the second before NOW_S and of the one after it. */
#define OLD   "019ab697-e418-7000-8000-000000000001"
#define YOUNG "019ab697-ebe8-7000-8000-000000000001"

static int open_room(void **state)
{
	room_open(state);
	*state = open_house(state, ONE_ROBOT);
	return 0;
}

static int close_room(void **state)
{
	struct house *house = *state;
	*state = house->room;
	close_house(house);
	return room_close(state);
}

static uint64_t settle(struct house *house, const char *source, uint64_t taken)
{
	uint64_t lost;
	int64_t began_s;
	room_begin(house->room);
	OK(house->room, sources_began(house->room->store, house->conf, NOW_S, &began_s, &house->room->err));
	assert_int_equal(began_s, NOW_S);
	OK(house->room, sources_settle(house->room->store, errnotice_span_of(source), taken, began_s,
				NOW_S + 9, &lost, &house->room->err));
	room_commit(house->room);
	return lost;
}

/* `errors` of it, in an entry of their own. */
static void arrive(struct house *house, const char *source, unsigned id, int64_t errors)
{
	PUT(ADD(id, FP_A, NOW_S * 1000, errors), "source", source);
}

static void what_arrived_is_not_missed(void **state)
{
	struct house *house = *state;
	arrive(house, YOUNG, 1, 1);
	arrive(house, YOUNG, 2, 40);
	commit(house);
	assert_int_equal(settle(house, YOUNG, 41), 0);
	assert_int_equal(settle(house, YOUNG, 30), 0); /* a heartbeat of before */
}

static void what_is_missing_is_found_once(void **state)
{
	struct house *house = *state;
	arrive(house, YOUNG, 1, 10);
	commit(house);
	assert_int_equal(settle(house, YOUNG, 12), 2);
	assert_int_equal(settle(house, YOUNG, 12), 0);
	room_die(house->room);
	assert_int_equal(settle(house, YOUNG, 12), 0);
	arrive(house, YOUNG, 2, 5);
	commit(house);
	assert_int_equal(settle(house, YOUNG, 20), 3);
}

static void what_came_twice_arrived_once(void **state)
{
	struct house *house = *state;
	arrive(house, YOUNG, 1, 10);
	arrive(house, YOUNG, 1, 10);
	commit(house);
	arrive(house, YOUNG, 1, 10);
	commit(house);
	assert_int_equal(settle(house, YOUNG, 11), 1);
}

static void what_cannot_be_read_and_what_a_host_dropped_arrived_as_well(void **state)
{
	struct house *house = *state;
	arrive(house, YOUNG, 1, 7);
	PUT(0, "v", "2");
	arrive(house, YOUNG, 2, 30);
	PUT(1, "kind", "lost");
	commit(house);
	assert_int_equal(settle(house, YOUNG, 37), 0);
}

/* Sent without an answer, put into the spool, and the relay was killed before it knew that it had sent it. */
static void what_the_queue_took_unanswered_hides_nothing(void **state)
{
	struct house *house = *state;
	arrive(house, YOUNG, 1, 1);
	arrive(house, YOUNG, 2, 1);
	commit(house);
	for (int times = 0; times < 2; times++) {
		arrive(house, YOUNG, 2, 1);
		PUT(0, "refused", "1764000000");
		arrive(house, YOUNG, 3, 1); /* and one that it had not taken */
		PUT(1, "refused", "1764000000");
		commit(house);
	}
	assert_int_equal(NUMBER("SELECT arrived FROM errnotice_source"), 1);
	assert_int_equal(settle(house, YOUNG, 3), 2);
}

static void what_came_by_the_spool_first_hides_nothing_either(void **state)
{
	struct house *house = *state;
	arrive(house, YOUNG, 1, 1);
	PUT(0, "refused", "1764000000");
	arrive(house, YOUNG, 1, 1);
	arrive(house, YOUNG, 2, 1);
	commit(house);
	assert_int_equal(settle(house, YOUNG, 2), 1);
}

static void each_source_is_an_account_of_its_own(void **state)
{
	static const char other[] = "019ab697-ebe8-7000-8000-00000000000f";
	struct house *house = *state;
	arrive(house, YOUNG, 1, 1);
	arrive(house, other, 2, 2);
	arrive(house, YOUNG, 3, 4);
	arrive(house, "no source at all", 4, 8);
	commit(house);
	assert_int_equal(settle(house, YOUNG, 6), 1);
	assert_int_equal(settle(house, other, 6), 4);
}

static void what_one_sent_before_this_store_counted_is_not_missed(void **state)
{
	struct house *house = *state;
	arrive(house, OLD, 1, 10);
	commit(house);
	assert_int_equal(settle(house, OLD, 1000), 0);
	assert_int_equal(settle(house, OLD, 1003), 3);
	arrive(house, OLD, 2, 2);
	commit(house);
	assert_int_equal(settle(house, OLD, 1006), 1);
}

static void one_of_which_nothing_ever_arrived_is_missed(void **state)
{
	struct house *house = *state;
	assert_int_equal(settle(house, YOUNG, 0), 0);
	assert_int_equal(settle(house, YOUNG, 5), 5);
}

static void what_is_taken_back_changes_nothing(void **state)
{
	struct house *house = *state;
	uint64_t lost;
	room_begin(house->room);
	OK(house->room, sources_settle(house->room->store, errnotice_span_of(YOUNG), 5, NOW_S, NOW_S + 9,
				&lost, &house->room->err));
	assert_int_equal(lost, 5);
	store_rollback(house->room->store);
	assert_int_equal(settle(house, YOUNG, 5), 5);
}

/* Its heartbeat goes on; what was counted of it is not known any more. */
static void one_that_was_forgotten_is_not_missed_for_what_it_sent_before(void **state)
{
	static const char ancient[] = "0198b39b-f800-7000-8000-000000000001";
	struct house *house = *state;
	uint64_t lost;
	int forgotten;
	arrive(house, ancient, 1, 10);
	commit(house);
	room_begin(house->room);
	OK(house->room, sources_forget(house->room->store, NOW_S, NOW_S, 5, &forgotten, &house->room->err));
	assert_int_equal(forgotten, 0);
	OK(house->room,
		sources_forget(house->room->store, NOW_S, NOW_S + 1, 5, &forgotten, &house->room->err));
	assert_int_equal(forgotten, 1);
	OK(house->room, sources_settle(house->room->store, errnotice_span_of(ancient), 10, 1, NOW_S, &lost,
				&house->room->err));
	assert_int_equal(lost, 0);
	room_commit(house->room);
}

static int forget(struct house *house, int64_t ids_before, int most)
{
	int forgotten;
	room_begin(house->room);
	OK(house->room,
		sources_forget(house->room->store, ids_before, 0, most, &forgotten, &house->room->err));
	room_commit(house->room);
	return forgotten;
}

static void doubts_are_forgotten_with_their_ids_a_few_at_a_time(void **state)
{
	struct house *house = *state;
	for (unsigned id = 1; id <= 5; id++) {
		arrive(house, YOUNG, id, 1);
		PUT(id - 1, "refused", "1764000000");
	}
	commit(house);
	assert_int_equal(forget(house, NOW_S, 2), 0);
	assert_int_equal(forget(house, NOW_S + 86400, 2), 2);
	assert_int_equal(forget(house, NOW_S + 86400, 2), 2);
	assert_int_equal(forget(house, NOW_S + 86400, 2), 1);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_doubt"), 0);
}

static void a_loss_is_not_believed_before_it_is_sure(void **state)
{
	struct house *house = *state;
	struct store *store = house->room->store;
	struct ledger *ledger = ledger_new(house->conf);
	struct beat beat = {errnotice_span_of("web1"), errnotice_span_of(YOUNG), 7};
	struct audit audit = {.done = true, .empty = true, .beats = &beat, .count = 1};

	arrive(house, YOUNG, 1, 4);
	commit(house);
	OK(house->room, ledger_check(ledger, store, &audit, false, NOW_S, &house->room->err));
	assert_true(ledger_in_doubt(ledger));
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_lost"), 0);
	arrive(house, YOUNG, 2, 2); /* from where it was meanwhile */
	commit(house);
	OK(house->room, ledger_check(ledger, store, &audit, true, NOW_S, &house->room->err));
	assert_false(ledger_in_doubt(ledger));
	assert_int_equal(NUMBER("SELECT count FROM errnotice_lost"), 1);
	OK(house->room, ledger_check(ledger, store, &audit, true, NOW_S, &house->room->err));
	assert_int_equal(NUMBER("SELECT count FROM errnotice_lost"), 1);
	ledger_free(ledger);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_arrived_is_not_missed),
		TEST(what_is_missing_is_found_once),
		TEST(what_came_twice_arrived_once),
		TEST(what_cannot_be_read_and_what_a_host_dropped_arrived_as_well),
		TEST(what_the_queue_took_unanswered_hides_nothing),
		TEST(what_came_by_the_spool_first_hides_nothing_either),
		TEST(each_source_is_an_account_of_its_own),
		TEST(what_one_sent_before_this_store_counted_is_not_missed),
		TEST(one_of_which_nothing_ever_arrived_is_missed),
		TEST(what_is_taken_back_changes_nothing),
		TEST(one_that_was_forgotten_is_not_missed_for_what_it_sent_before),
		TEST(a_loss_is_not_believed_before_it_is_sure),
		TEST(doubts_are_forgotten_with_their_ids_a_few_at_a_time),
	};
	return ROOM_TESTS("sources", tests);
}
