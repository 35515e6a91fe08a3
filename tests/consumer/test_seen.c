/* Ids: each is fresh once. */
#include "room.h"
#include "consumer/store/seen.h"

enum { NOW_S = 1764000000 };

/* More than a server is asked at once, each of them twice or thrice, near and far apart. */
static void of_many_ids_each_counts_once(void **state)
{
	enum { IDS = 250, DIFFERENT = 120 };
	struct room *room = *state;
	unsigned char ids[IDS][16] = {0};
	bool fresh[IDS];
	struct seen_id asked[IDS];
	for (int i = 0; i < IDS; i++) {
		ids[i][15] = (unsigned char)(i < 10 ? 0 : i % DIFFERENT);
		asked[i] = (struct seen_id){ids[i], &fresh[i]};
	}
	for (int again = 0; again < 2; again++) {
		int sum = 0;
		room_begin(room);
		OK(room, seen_add(room->store, asked, IDS, NOW_S, &room->err));
		room_commit(room);
		for (int i = 0; i < IDS; i++) {
			sum += fresh[i];
		}
		assert_int_equal(sum, again ? 0 : DIFFERENT);
		assert_int_equal(fresh[0], !again);
		assert_int_equal(fresh[1], false);
	}
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_seen"), DIFFERENT);
}

/* New ones in one statement, up to the first that is known: of `MANY` and more that is anywhere. */
static void one_that_is_known_is_found_among_many_new_ones(void **state)
{
	enum { IDS = 1250 };
	struct room *room = *state;
	static const int known[] = {0, 499, 700, 1249};
	unsigned char ids[IDS][16] = {0};
	bool fresh[IDS];
	struct seen_id asked[IDS];
	for (size_t round = 0; round < COUNT(known); round++) {
		for (int i = 0; i < IDS; i++) {
			ids[i][0] = (unsigned char)(round + 1);
			ids[i][14] = (unsigned char)(i >> 8);
			ids[i][15] = (unsigned char)i;
			asked[i] = (struct seen_id){ids[i], &fresh[i]};
		}
		room_begin(room);
		OK(room, seen_add(room->store, &asked[known[round]], 1, NOW_S, &room->err));
		assert_true(fresh[known[round]]);
		OK(room, seen_add(room->store, asked, IDS, NOW_S, &room->err));
		room_commit(room);
		for (int i = 0; i < IDS; i++) {
			assert_int_equal(fresh[i], i != known[round]);
		}
	}
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_seen"), IDS * COUNT(known));
}

static void what_fails_for_another_reason_fails(void **state)
{
	enum { IDS = 600 };
	struct room *room = *state;
	struct errnotice_err err = {""};
	unsigned char ids[IDS][16] = {0};
	bool fresh[IDS];
	struct seen_id asked[IDS];
	for (int i = 0; i < IDS; i++) {
		memcpy(ids[i], &i, sizeof(i));
		asked[i] = (struct seen_id){ids[i], &fresh[i]};
	}
	room_run(room, "ALTER TABLE errnotice_seen RENAME TO elsewhere");
	room_begin(room);
	assert_false(seen_add(room->store, asked, IDS, NOW_S, &err));
	assert_non_null(strstr(err.text, "errnotice_seen"));
	store_rollback(room->store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(of_many_ids_each_counts_once, room_open, room_close),
		cmocka_unit_test_setup_teardown(
			one_that_is_known_is_found_among_many_new_ones, room_open, room_close),
		cmocka_unit_test_setup_teardown(what_fails_for_another_reason_fails, room_open, room_close),
	};
	return ROOM_TESTS("seen", tests);
}
