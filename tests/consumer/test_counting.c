/* Ids: each is fresh once. */
#include "room.h"
#include "consumer/store/counting.h"

enum { NOW_S = 1764000000 };

/* More than a server is asked at once, each of them twice or thrice, near and far apart. */
static void of_many_ids_each_counts_once(void **state)
{
	enum { IDS = 250, DIFFERENT = 120 };
	struct room *room = *state;
	unsigned char ids[IDS][16] = {0};
	bool fresh[IDS];
	struct counting_id asked[IDS];
	for (int i = 0; i < IDS; i++) {
		ids[i][15] = (unsigned char)(i < 10 ? 0 : i % DIFFERENT);
		asked[i] = (struct counting_id){ids[i], &fresh[i]};
	}
	for (int again = 0; again < 2; again++) {
		int sum = 0;
		room_begin(room);
		OK(room, counting_see(room->store, asked, IDS, NOW_S, &room->err));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(of_many_ids_each_counts_once, room_open, room_close),
	};
	return ROOM_TESTS("counting", tests);
}
