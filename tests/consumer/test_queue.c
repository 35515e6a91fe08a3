/* The consumer group, on a real Redis: nothing is read twice without need, and nothing is left behind. */
#include "server.h"
#include "consumer/ingest/queue.h"

#define STREAM "errnotice:events"

struct house {
	struct room *room;
	struct server server;
	struct conf conf;
	struct queue *queue;
};

static void use_name(struct house *house, char *name)
{
	queue_free(house->queue);
	house->conf.queue.name = name;
	house->queue = queue_new(&house->conf);
}

static int open_house(void **state)
{
	struct house *house = calloc(1, sizeof(*house));
	room_make((void **)&house->room);
	server_start(&house->server, house->room, "Sup3rS3cret");
	house->conf.queue.redis = server_url(&house->server);
	static char stream[] = STREAM, group[] = "errnotice";
	house->conf.queue.stream = stream;
	house->conf.queue.group = group;
	house->conf.queue.batch = 1000;
	house->conf.queue.claim_after_ms = 1000;
	static char first[] = "first";
	use_name(house, first);
	*state = house;
	return 0;
}

static int close_house(void **state)
{
	struct house *house = *state;
	queue_free(house->queue);
	if (house->server.client) {
		server_stop(&house->server);
	}
	room_close((void **)&house->room);
	free(house);
	return 0;
}

static void add(struct house *house, int count)
{
	for (int i = 0; i < count; i++) {
		char value[16];
		snprintf(value, sizeof(value), "%d", i);
		SERVER(&house->server, "XADD", STREAM, "*", "n", value);
	}
}

/* The next read, with the group made where there is none: as the pipeline does it. */
static struct queue_batch read_batch(struct house *house)
{
	struct queue_batch batch;
	struct errnotice_err err = {""};
	if (!queue_read(house->queue, 20, &batch, &err)) {
		fail_msg("%s", err.text);
	}
	if (!batch.no_group) {
		return batch;
	}
	assert_int_equal(batch.count, 0);
	if (!queue_make_group(house->queue, &err) || !queue_read(house->queue, 20, &batch, &err)) {
		fail_msg("%s", err.text);
	}
	assert_false(batch.no_group);
	return batch;
}

/* How many entries it gives. */
static int64_t read_count(struct house *house)
{
	return (int64_t)read_batch(house).count;
}

static void done(struct house *house)
{
	struct errnotice_err err = {""};
	if (!queue_done(house->queue, &err)) {
		fail_msg("%s", err.text);
	}
}

static int64_t pending(struct house *house)
{
	const struct redis_reply *reply;
	assert_true(redis_ask(house->server.client, &reply, NULL, "XPENDING", STREAM, "errnotice", NULL));
	return reply->kind == REDIS_LIST ? reply->items[0].number : -1;
}

static int64_t consumers(struct house *house)
{
	return SERVER(&house->server, "XINFO", "CONSUMERS", STREAM, "errnotice");
}

static void what_was_there_before_the_group_is_read(void **state)
{
	struct house *house = *state;
	add(house, 3);
	struct queue_batch batch = read_batch(house);
	assert_int_equal(batch.count, 3);
	for (size_t i = 0; i < 3; i++) {
		char value[8];
		snprintf(value, sizeof(value), "%zu", i);
		assert_int_equal(batch.entries[i].pairs, 1);
		assert_true(errnotice_span_is(batch.entries[i].spans[0], "n"));
		assert_true(errnotice_span_is(batch.entries[i].spans[1], value));
		assert_false(batch.entries[i].gone);
	}
	struct queue_news news = queue_news(house->queue);
	assert_true(news.made_group);
	assert_int_equal(pending(house), 3);
	done(house);
	assert_int_equal(pending(house), 0);
	assert_int_equal(SERVER(&house->server, "XLEN", STREAM), 0);
	assert_int_equal(queue_news(house->queue).lag, 0);
	assert_int_equal(read_count(house), 0);
}

static void what_was_not_done_comes_again(void **state)
{
	struct house *house = *state;
	add(house, 2);
	assert_int_equal(read_count(house), 2);
	add(house, 1);
	assert_int_equal(read_count(house), 2); /* the caller failed to store them */
	done(house);
	assert_int_equal(read_count(house), 1);
	done(house);
	assert_int_equal(SERVER(&house->server, "XLEN", STREAM), 0);
}

static void a_restart_takes_its_own_first(void **state)
{
	struct house *house = *state;
	struct queue *killed = house->queue;
	add(house, 2);
	assert_int_equal(read_count(house), 2);
	add(house, 1);
	house->queue = NULL;
	static char same[] = "first";
	use_name(house, same);
	assert_int_equal(read_count(house), 2);
	done(house);
	assert_int_equal(read_count(house), 1);
	done(house);
	queue_free(killed);
}

static void a_dead_ones_entries_are_taken_over(void **state)
{
	struct house *house = *state;
	struct queue *dead = house->queue;
	add(house, 5);
	assert_int_equal(read_count(house), 5);
	house->queue = NULL;
	static char second[] = "second";
	use_name(house, second);
	assert_int_equal(read_count(house), 0); /* it may still be at work */
	int64_t got = 0;
	for (int tries = 0; got == 0 && tries < 500; tries++) {
		got = read_count(house);
	}
	assert_int_equal(got, 5);
	assert_int_equal(queue_news(house->queue).claimed, 5);
	done(house);
	assert_int_equal(pending(house), 0);
	queue_free(dead);
}

static void a_group_that_is_gone_is_said_and_can_be_made_again(void **state)
{
	struct house *house = *state;
	struct queue_batch batch;
	add(house, 1);
	assert_int_equal(read_count(house), 1);
	done(house);
	queue_news(house->queue);
	for (int time = 0; time < 2; time++) {
		if (time == 0) {
			SERVER(&house->server, "XGROUP", "DESTROY", STREAM, "errnotice");
		} else {
			SERVER(&house->server, "FLUSHALL");
		}
		add(house, 2);
		for (int tries = 0; tries < 2; tries++) { /* it does not come again by itself */
			assert_true(queue_read(house->queue, 20, &batch, NULL));
			assert_true(batch.no_group);
			assert_int_equal(batch.count, 0);
		}
		assert_int_equal(read_count(house), 2);
		assert_true(queue_news(house->queue).made_group);
		assert_true(queue_make_group(house->queue, NULL)); /* another one was faster */
		assert_false(queue_news(house->queue).made_group);
		done(house);
	}
}

static void the_stream_may_go_while_a_batch_is_in_hand(void **state)
{
	struct house *house = *state;
	add(house, 2);
	assert_int_equal(read_count(house), 2);
	SERVER(&house->server, "FLUSHALL");
	done(house);
	assert_int_equal(read_count(house), 0);
}

static void redis_may_go_and_come(void **state)
{
	struct house *house = *state;
	struct queue_batch batch;
	struct errnotice_err err = {""};
	add(house, 3);
	assert_int_equal(read_count(house), 3);
	server_stop(&house->server);
	assert_false(queue_done(house->queue, &err));
	assert_string_not_equal(err.text, "");
	err.text[0] = '\0';
	assert_false(queue_read(house->queue, 20, &batch, &err));
	assert_non_null(strstr(err.text, "No such file"));
	assert_int_equal(batch.count, 0);
	server_start(&house->server, house->room, "Sup3rS3cret");
	assert_int_equal(read_count(house), 3); /* whether the acknowledgement arrived was not known */
	done(house);
	assert_int_equal(SERVER(&house->server, "XLEN", STREAM), 0);
}

static void a_deleted_entry_is_gone_and_acknowledged(void **state)
{
	struct house *house = *state;
	struct queue_batch batch;
	add(house, 2);
	assert_int_equal(read_count(house), 2);
	SERVER(&house->server, "XTRIM", STREAM, "MAXLEN", "1");
	assert_true(queue_read(house->queue, 20, &batch, NULL));
	assert_int_equal(batch.count, 2);
	assert_true(batch.entries[0].gone);
	assert_int_equal(batch.entries[0].pairs, 0);
	assert_false(batch.entries[1].gone);
	done(house);
	assert_int_equal(pending(house), 0);
}

static void a_batch_has_its_limits(void **state)
{
	struct house *house = *state;
	char *large = calloc(1, 100001);
	memset(large, 'x', 100000);
	house->conf.queue.batch = 300;
	add(house, 1000);
	for (int64_t left = 1000, got; left > 0; left -= got) {
		got = read_count(house);
		assert_in_range(got, 1, 300);
		done(house);
	}
	for (int i = 0; i < 400; i++) {
		SERVER(&house->server, "XADD", STREAM, "*", "n", large);
	}
	read_count(house); /* sized by the small ones before */
	done(house);
	assert_in_range(read_count(house), 1, (4 << 20) / 100000 + 1);
	free(large);
}

/* --- the next batch, asked for while this one is stored --- */

enum { FIRST = 16, ALL = 40 }; /* what a first read takes, until it knows how large entries are */

static void ask_ahead(struct house *house)
{
	assert_true(queue_ask_ahead(house->queue, NULL));
}

static void what_was_asked_for_ahead_is_read_next(void **state)
{
	struct house *house = *state;
	add(house, ALL);
	assert_int_equal(read_count(house), FIRST);
	ask_ahead(house);
	ask_ahead(house); /* once is enough */
	assert_true(queue_is_ahead(house->queue));
	done(house);
	assert_int_equal(pending(house), ALL - FIRST);
	assert_int_equal(queue_news(house->queue).lag, ALL - FIRST);
	struct queue_batch batch = read_batch(house);
	assert_int_equal(batch.count, ALL - FIRST);
	for (size_t i = 0; i < batch.count; i++) {
		char value[8];
		snprintf(value, sizeof(value), "%zu", FIRST + i);
		assert_true(errnotice_span_is(batch.entries[i].spans[1], value));
	}
	ask_ahead(house);
	assert_false(queue_is_ahead(house->queue)); /* it had asked for more than there were */
	done(house);
	assert_int_equal(SERVER(&house->server, "XLEN", STREAM), 0);
}

static void nothing_may_be_there_ahead(void **state)
{
	struct house *house = *state;
	add(house, FIRST);
	assert_int_equal(read_count(house), FIRST);
	ask_ahead(house);
	done(house);
	assert_int_equal(read_count(house), 0);
	add(house, 1);
	assert_int_equal(read_count(house), 1);
}

/* The caller failed to store the first ones. */
static void what_was_asked_for_ahead_comes_after_what_was_not_done(void **state)
{
	struct house *house = *state;
	add(house, ALL);
	assert_int_equal(read_count(house), FIRST);
	ask_ahead(house);
	assert_true(queue_look(house->queue, NULL));
	assert_false(queue_is_ahead(house->queue));
	assert_int_equal(read_count(house), ALL);
	ask_ahead(house); /* what it owes goes first */
	assert_false(queue_is_ahead(house->queue));
	done(house);
	assert_int_equal(SERVER(&house->server, "XLEN", STREAM), 0);
	assert_int_equal(pending(house), 0);
}

static void a_connection_that_breaks_loses_nothing_ahead(void **state)
{
	struct house *house = *state;
	add(house, ALL);
	assert_int_equal(read_count(house), FIRST);
	ask_ahead(house);
	SERVER(&house->server, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
	assert_false(queue_done(house->queue, NULL));
	assert_false(queue_is_ahead(house->queue));
	assert_int_equal(read_count(house), ALL);
	done(house);
	assert_int_equal(pending(house), 0);
}

static void the_group_may_go_while_more_is_asked_for(void **state)
{
	struct house *house = *state;
	add(house, FIRST);
	assert_int_equal(read_count(house), FIRST);
	SERVER(&house->server, "FLUSHALL");
	ask_ahead(house);
	done(house);
	add(house, 2);
	assert_int_equal(read_count(house), 2);
	assert_true(queue_news(house->queue).made_group);
}

static void who_ends_leaves_what_is_ahead_to_others(void **state)
{
	struct house *house = *state;
	add(house, ALL);
	assert_int_equal(read_count(house), FIRST);
	ask_ahead(house);
	static char second[] = "second";
	use_name(house, second);
	assert_int_equal(read_count(house), 0);
	assert_int_equal(pending(house), ALL);
	assert_int_equal(consumers(house), 2);
}

static void only_idle_names_leave_the_group(void **state)
{
	struct house *house = *state;
	add(house, 1);
	assert_int_equal(read_count(house), 1);
	static char second[] = "second";
	use_name(house, second); /* the first one stops and owes an entry */
	assert_int_equal(read_count(house), 0);
	assert_int_equal(consumers(house), 2);
	static char third[] = "third";
	use_name(house, third);
	assert_int_equal(read_count(house), 0);
	assert_int_equal(consumers(house), 2); /* the second one is gone, and no entry with it */
	assert_int_equal(pending(house), 1);
}

static void looking_takes_nothing(void **state)
{
	struct house *house = *state;
	add(house, 4);
	assert_true(queue_look(house->queue, NULL));
	assert_int_equal(queue_news(house->queue).lag, 4);
	assert_int_equal(pending(house), -1); /* nor makes the group */
	assert_int_equal(read_count(house), 4);
}

static void refusals_are_said_without_the_password(void **state)
{
	struct house *house = *state;
	struct queue_batch batch;
	struct errnotice_err err = {""};
	SERVER(&house->server, "SET", STREAM, "x");
	assert_false(queue_read(house->queue, 20, &batch, &err));
	assert_non_null(strstr(err.text, "WRONGTYPE"));
	SERVER(&house->server, "DEL", STREAM);
	SERVER(&house->server, "CONFIG", "SET", "requirepass", "another");
	struct queue *queue = queue_new(&house->conf);
	err.text[0] = '\0';
	assert_false(queue_read(queue, 20, &batch, &err));
	assert_string_equal(err.text, "queue: the login is refused (WRONGPASS)");
	house->conf.queue.redis.password[0] = '\0';
	err.text[0] = '\0';
	assert_false(queue_read(queue, 20, &batch, &err));
	assert_string_equal(err.text, "queue: NOAUTH Authentication required.");
	queue_free(queue);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_there_before_the_group_is_read),
		TEST(what_was_not_done_comes_again),
		TEST(a_restart_takes_its_own_first),
		TEST(a_dead_ones_entries_are_taken_over),
		TEST(a_group_that_is_gone_is_said_and_can_be_made_again),
		TEST(the_stream_may_go_while_a_batch_is_in_hand),
		TEST(redis_may_go_and_come),
		TEST(a_deleted_entry_is_gone_and_acknowledged),
		TEST(a_batch_has_its_limits),
		TEST(what_was_asked_for_ahead_is_read_next),
		TEST(nothing_may_be_there_ahead),
		TEST(what_was_asked_for_ahead_comes_after_what_was_not_done),
		TEST(a_connection_that_breaks_loses_nothing_ahead),
		TEST(the_group_may_go_while_more_is_asked_for),
		TEST(who_ends_leaves_what_is_ahead_to_others),
		TEST(only_idle_names_leave_the_group),
		TEST(looking_takes_nothing),
		TEST(refusals_are_said_without_the_password),
	};
	signal(SIGPIPE, SIG_IGN); /* as main() does */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
