/* When a sentinel knows that the master alone takes entries: a loss is believed only then. */
#include "check.h"
#include "consumer/ingest/sentinel.h"

enum { FIELDS = 4, REPLICAS = 2 };

/* A sentinel's list of them, a name and a value in turn. */
struct answer {
	struct redis_reply list, replica[REPLICAS], field[REPLICAS][2 * FIELDS];
};

static struct redis_reply text(const char *value)
{
	return (struct redis_reply){.kind = REDIS_TEXT, .text = errnotice_span_of(value)};
}

static void add(struct answer *answer, const char *flags, const char *role, const char *master)
{
	struct redis_reply *field = answer->field[answer->list.count];
	const char *words[2 * FIELDS] = {
		"name", "127.0.0.1:6380", "flags", flags, "role-reported", role, "master-host", master};

	for (size_t i = 0; i < COUNT(words); i++) {
		field[i] = text(words[i]);
	}
	answer->replica[answer->list.count++] =
		(struct redis_reply){.kind = REDIS_LIST, .items = field, .count = COUNT(words)};
	answer->list.kind = REDIS_LIST;
	answer->list.items = answer->replica;
}

static bool follow(const char *flags, const char *role, const char *master)
{
	struct answer answer = {.list = {.kind = REDIS_LIST}};

	add(&answer, "slave", "slave", "127.0.0.1");
	add(&answer, flags, role, master);
	return sentinel_all_follow(&answer.list);
}

static void a_replica_that_follows_takes_nothing(void **state)
{
	assert_true(follow("slave", "slave", "127.0.0.1"));
}

static void one_that_still_says_that_it_is_the_master_takes_entries(void **state)
{
	assert_false(follow("slave", "master", "127.0.0.1"));
	assert_false(follow("slave,promoted", "master", "?"));
}

static void one_that_was_not_yet_heard_may_take_entries(void **state)
{
	assert_false(follow("slave", "slave", "?"));
	assert_false(follow("slave,disconnected", "slave", "?"));
	assert_false(follow("slave", "slave", ""));
}

static void one_that_is_down_takes_nothing(void **state)
{
	assert_true(follow("s_down,slave,disconnected", "master", "?"));
}

static void a_master_without_replicas_is_one(void **state)
{
	assert_true(sentinel_all_follow(&(struct redis_reply){.kind = REDIS_LIST}));
}

static void who_may_not_ask_is_not_held_up(void **state)
{
	struct redis_reply refused = {.kind = REDIS_ERROR, .text = errnotice_span_of("NOPERM")};
	assert_true(sentinel_all_follow(&refused));
}

static void what_is_no_replica_is_not_believed(void **state)
{
	struct redis_reply number = {.kind = REDIS_NUMBER, .number = 1};
	struct redis_reply list = {.kind = REDIS_LIST, .items = &number, .count = 1};
	assert_false(sentinel_all_follow(&list));
}

/* --- where the master is --- */

static bool names_master(const char *host, const char *port, struct errnotice_redis_node *master)
{
	struct redis_reply items[] = {text(host), text(port)};
	struct redis_reply reply = {.kind = REDIS_LIST, .items = items, .count = COUNT(items)};

	return sentinel_read_master(&reply, master, NULL);
}

static void only_an_address_is_connected_to(void **state)
{
	static const char *const ports[] = {
		"", "0", "-1", "65536", "4294973675", "99999999999999999999", "x"};
	struct errnotice_redis_node master;
	char host[1024];

	assert_true(names_master("10.0.0.7", "6379", &master));
	assert_string_equal(master.host, "10.0.0.7");
	assert_int_equal(master.port, 6379);
	for (size_t i = 0; i < COUNT(ports); i++) {
		assert_false(names_master("10.0.0.7", ports[i], &master));
	}
	assert_false(names_master("", "6379", &master));
	memset(host, 'h', sizeof(host));
	host[sizeof(host) - 1] = '\0';
	assert_false(names_master(host, "6379", &master)); /* half a name is another one */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_an_address_is_connected_to),
		cmocka_unit_test(a_replica_that_follows_takes_nothing),
		cmocka_unit_test(one_that_still_says_that_it_is_the_master_takes_entries),
		cmocka_unit_test(one_that_was_not_yet_heard_may_take_entries),
		cmocka_unit_test(one_that_is_down_takes_nothing),
		cmocka_unit_test(a_master_without_replicas_is_one),
		cmocka_unit_test(who_may_not_ask_is_not_held_up),
		cmocka_unit_test(what_is_no_replica_is_not_believed),
	};
	return cmocka_run_group_tests_name("sentinel", tests, NULL, NULL);
}
