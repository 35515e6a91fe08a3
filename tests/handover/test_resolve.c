/* getaddrinfo() is wrapped by the linker: the name server here is a function. */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/clock.h"
#include "ext/handover/resolve.h"
#include "tests/handover/support/tree.h"

int __real_getaddrinfo(
	const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found);
int __wrap_getaddrinfo(
	const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found);

static _Atomic int answers_after_ms;
static _Atomic int look_ups;
static _Atomic bool signals_blocked;

int __wrap_getaddrinfo(
	const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
	struct timespec step = {0, 1000000};
	sigset_t mask;

	if (hints->ai_flags & AI_NUMERICHOST)
		return __real_getaddrinfo(node, service, hints, found);
	look_ups++;
	pthread_sigmask(SIG_SETMASK, NULL, &mask);
	signals_blocked =
		sigismember(&mask, SIGTERM) && sigismember(&mask, SIGALRM) && sigismember(&mask, SIGPROF);
	for (int ms = 0; ms < answers_after_ms; ms++)
		nanosleep(&step, NULL);
	if (strncmp(node, "unknown", 7) == 0)
		return EAI_NONAME;
	return __real_getaddrinfo("127.0.0.7", service, hints, found);
}

/* A host of its own for each test: answers are kept for a while. */
static void named(struct errnotice_redis_url *url, const char *host)
{
	memset(url, 0, sizeof(*url));
	snprintf(url->host, sizeof(url->host), "%s", host);
	url->port = 6380;
	look_ups = 0;
	answers_after_ms = 0;
}

static enum errnotice_resolution resolve(
	const struct errnotice_redis_url *url, int wait_ms, struct errnotice_addresses *found)
{
	struct errnotice_err err = {.text = ""};
	enum errnotice_resolution result =
		errnotice_resolve(url, wait_ms ? errnotice_clock_ms() + wait_ms : 0, found, &err);

	assert_int_equal(result == ERRNOTICE_UNRESOLVED, err.text[0] != '\0');
	return result;
}

static void numeric_addresses_and_sockets_need_no_look_up(void **state)
{
	struct errnotice_addresses found;
	struct errnotice_redis_url url;

	named(&url, "192.0.2.1");
	assert_int_equal(resolve(&url, 0, &found), ERRNOTICE_RESOLVED);
	assert_int_equal(found.count, 1);
	assert_int_equal(ntohs(((struct sockaddr_in *)&found.address[0].storage)->sin_port), 6380);
	named(&url, "::1");
	assert_int_equal(resolve(&url, 0, &found), ERRNOTICE_RESOLVED);
	assert_int_equal(found.address[0].storage.ss_family, AF_INET6);
	named(&url, "/run/redis.sock");
	url.unix_socket = true;
	assert_int_equal(resolve(&url, 0, &found), ERRNOTICE_RESOLVED);
	assert_int_equal(found.address[0].storage.ss_family, AF_UNIX);
	assert_int_equal(look_ups, 0);
}

static void a_name_is_looked_up_once_with_all_signals_blocked(void **state)
{
	struct errnotice_addresses found;
	struct errnotice_redis_url url;

	named(&url, "redis.example");
	assert_int_equal(resolve(&url, 5000, &found), ERRNOTICE_RESOLVED);
	assert_int_equal(
		((struct sockaddr_in *)&found.address[0].storage)->sin_addr.s_addr, inet_addr("127.0.0.7"));
	assert_true(signals_blocked);
	assert_int_equal(resolve(&url, 0, &found), ERRNOTICE_RESOLVED);
	assert_int_equal(look_ups, 1);
}

static void a_silent_name_server_costs_no_more_than_the_deadline(void **state)
{
	struct errnotice_addresses found;
	struct errnotice_redis_url url;
	int64_t began;

	named(&url, "slow.example");
	answers_after_ms = 4000;
	began = errnotice_clock_ms();
	assert_int_equal(resolve(&url, 50, &found), ERRNOTICE_RESOLVING);
	assert_in_range(errnotice_clock_ms() - began, 45, 2000);
	began = errnotice_clock_ms();
	assert_int_equal(resolve(&url, 0, &found), ERRNOTICE_RESOLVING);
	assert_in_range(errnotice_clock_ms() - began, 0, 2000);
	assert_int_equal(look_ups, 1);
}

static bool is_there(void *url)
{
	struct errnotice_addresses found;

	return resolve(url, 0, &found) == ERRNOTICE_RESOLVED;
}

static void a_late_answer_is_found_at_a_later_call(void **state)
{
	struct errnotice_redis_url url;

	named(&url, "late.example");
	answers_after_ms = 100;
	assert_false(is_there(&url));
	wait_until(is_there, &url, "the answer is picked up");
	assert_int_equal(look_ups, 1);
}

static void a_name_that_does_not_exist_is_a_failure_and_asked_for_again(void **state)
{
	struct errnotice_addresses found;
	struct errnotice_redis_url url;

	named(&url, "unknown.example");
	assert_int_equal(resolve(&url, 5000, &found), ERRNOTICE_UNRESOLVED);
	assert_int_equal(resolve(&url, 5000, &found), ERRNOTICE_UNRESOLVED);
	assert_int_equal(look_ups, 2);
}

static bool resolves_anew(void *url)
{
	struct errnotice_addresses found;

	answers_after_ms = 0;
	return resolve(url, 5000, &found) == ERRNOTICE_RESOLVED;
}

static void a_child_does_not_wait_for_its_parents_thread(void **state)
{
	struct errnotice_addresses found;
	struct errnotice_redis_url url;

	named(&url, "forked.example");
	answers_after_ms = 300;
	assert_int_equal(resolve(&url, 0, &found), ERRNOTICE_RESOLVING);
	assert_true(ended_well(child(resolves_anew, &url)));
	wait_until(is_there, &url, "the parent's own answer");
}

int main(void)
{
	const struct CMUnitTest resolve_tests[] = {
		cmocka_unit_test(numeric_addresses_and_sockets_need_no_look_up),
		cmocka_unit_test(a_name_is_looked_up_once_with_all_signals_blocked),
		cmocka_unit_test(a_silent_name_server_costs_no_more_than_the_deadline),
		cmocka_unit_test(a_late_answer_is_found_at_a_later_call),
		cmocka_unit_test(a_name_that_does_not_exist_is_a_failure_and_asked_for_again),
		cmocka_unit_test(a_child_does_not_wait_for_its_parents_thread),
	};

	return cmocka_run_group_tests_name("resolve", resolve_tests, NULL, NULL);
}
