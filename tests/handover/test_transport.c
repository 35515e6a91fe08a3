#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/clock.h"
#include "ext/handover/transport.h"
#include "tests/handover/support/server.h"

#define TIMEOUT_MS 5000 /* where an answer is expected; none of these tests needs it */
#define SLACK_MS   2000 /* what a busy machine may add */

struct place {
	struct server server;
	struct errnotice_transport transport;
	struct errnotice_redis_url url;
	struct errnotice_err err;
};

static struct place place;

static int setup_with(const char *password)
{
	memset(&place, 0, sizeof(place));
	server_init(&place.server, password);
	server_url(&place.server, &place.url);
	return 0;
}

static int setup(void **state)
{
	return setup_with(NULL);
}

static int setup_with_password(void **state)
{
	return setup_with("s3cret");
}

static int teardown(void **state)
{
	errnotice_transport_close(&place.transport);
	server_clear(&place.server);
	return 0;
}

static enum errnotice_progress open_within(int64_t ms)
{
	struct errnotice_addresses addresses;

	place.err.text[0] = '\0';
	if (errnotice_resolve(&place.url, 0, &addresses, &place.err) != ERRNOTICE_RESOLVED)
		return ERRNOTICE_FAILED;
	if (!errnotice_transport_open(&place.transport, &place.url, &addresses, &place.err))
		return ERRNOTICE_FAILED;
	return errnotice_transport_ready(&place.transport, ms ? errnotice_clock_ms() + ms : 0, &place.err);
}

static bool append(const char *a, const char *b, const char *c)
{
	const char *argv[3] = {a, b, c};
	size_t lens[3] = {strlen(a), b ? strlen(b) : 0, c ? strlen(c) : 0};

	return errnotice_transport_command(&place.transport, b ? c ? 3 : 2 : 1, argv, lens);
}

static struct errnotice_reply reply_within(int64_t ms, enum errnotice_progress wanted)
{
	struct errnotice_reply reply = {.kind = ERRNOTICE_REPLY_OTHER};

	place.err.text[0] = '\0';
	assert_int_equal(
		errnotice_transport_reply(&place.transport, errnotice_clock_ms() + ms, &reply, &place.err),
		wanted);
	return reply;
}

static void commands_are_answered_in_their_order(void **state)
{
	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	assert_true(append("RPUSH", "list", "a"));
	assert_true(append("RPUSH", "list", "b"));
	assert_true(append("NO-SUCH-COMMAND", NULL, NULL));
	assert_true(append("LLEN", "list", NULL));
	assert_int_equal(reply_within(TIMEOUT_MS, ERRNOTICE_DONE).integer, 1);
	assert_int_equal(reply_within(TIMEOUT_MS, ERRNOTICE_DONE).integer, 2);
	assert_int_equal(reply_within(TIMEOUT_MS, ERRNOTICE_DONE).kind, ERRNOTICE_REPLY_ERROR);
	assert_int_equal(reply_within(TIMEOUT_MS, ERRNOTICE_DONE).integer, 2);
	assert_true(errnotice_transport_usable(&place.transport, &place.url));
}

static void the_database_of_the_url_is_selected(void **state)
{
	server_start(&place.server);
	place.url.db = 3;
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	assert_true(append("RPUSH", "list", "a"));
	reply_within(TIMEOUT_MS, ERRNOTICE_DONE);
	assert_int_equal(ask_number(&place.server, "EXISTS list"), 0);
	assert_string_equal(ask(&place.server, "SELECT 3"), "+OK");
	assert_int_equal(ask_number(&place.server, "EXISTS list"), 1);
}

static void megabytes_go_through_in_one_pipeline(void **state)
{
	static char big[16384];
	struct errnotice_reply reply = {.integer = 0};

	server_start(&place.server);
	memset(big, 'x', sizeof(big) - 1);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	for (int i = 0; i < 200; i++)
		assert_true(append("RPUSH", "list", big));
	for (int i = 0; i < 200; i++)
		reply = reply_within(10000, ERRNOTICE_DONE);
	assert_int_equal(reply.integer, 200);
}

static void nobody_listening_is_told_at_once(void **state)
{
	int64_t began = errnotice_clock_ms();

	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_FAILED);
	assert_in_range(errnotice_clock_ms() - began, 0, SLACK_MS);
	assert_string_equal(place.err.text, "connect: No such file or directory");
	assert_int_equal(place.transport.state, ERRNOTICE_TRANSPORT_CLOSED);
}

static void a_black_hole_costs_the_deadline_and_no_more(void **state)
{
	int64_t began;

	server_start_black_hole(&place.server);
	began = errnotice_clock_ms();
	assert_int_equal(open_within(50), ERRNOTICE_NOT_YET);
	assert_in_range(errnotice_clock_ms() - began, 45, SLACK_MS);
}

static void a_probe_never_waits_and_finds_its_answer_later(void **state)
{
	int64_t began;

	server_start(&place.server);
	server_pause(&place.server);
	began = errnotice_clock_ms();
	assert_int_equal(open_within(0), ERRNOTICE_NOT_YET);
	assert_int_equal(errnotice_transport_ready(&place.transport, 0, &place.err), ERRNOTICE_NOT_YET);
	assert_in_range(errnotice_clock_ms() - began, 0, SLACK_MS);
	server_resume(&place.server);
	while (errnotice_transport_ready(&place.transport, 0, &place.err) == ERRNOTICE_NOT_YET)
		assert_in_range(errnotice_clock_ms() - began, 0, 10000);
	assert_int_equal(place.transport.state, ERRNOTICE_TRANSPORT_READY);
}

static void a_stopped_redis_costs_the_deadline_of_the_reply(void **state)
{
	int64_t began;

	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	server_pause(&place.server);
	assert_true(append("PING", NULL, NULL));
	began = errnotice_clock_ms();
	reply_within(50, ERRNOTICE_FAILED);
	assert_in_range(errnotice_clock_ms() - began, 45, SLACK_MS);
	assert_string_equal(place.err.text, "no answer in time");
	server_resume(&place.server);
}

static void an_answer_that_takes_longer_than_a_nap_is_read(void **state)
{
	pid_t waker;

	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	server_pause(&place.server);
	assert_true(append("RPUSH", "list", "x"));
	waker = fork();
	if (waker == 0) {
		usleep(20000);
		server_resume(&place.server);
		_exit(0);
	}
	assert_int_equal(reply_within(TIMEOUT_MS, ERRNOTICE_DONE).integer, 1);
	assert_int_equal(waitpid(waker, NULL, 0), waker);
}

static void a_connection_that_breaks_off_within_a_wait_is_told_as_that(void **state)
{
	struct errnotice_reply reply;

	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	server_pause(&place.server);
	assert_true(append("PING", NULL, NULL));
	assert_int_equal(
		errnotice_transport_look(&place.transport, 0, &reply, &place.err), ERRNOTICE_NOT_YET);
	/* with a command in it that nobody will read */
	server_kill(&place.server);
	reply_within(TIMEOUT_MS, ERRNOTICE_FAILED);
	assert_string_equal(place.err.text, "read: Connection reset by peer");
}

static void a_killed_redis_raises_no_sigpipe(void **state)
{
	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	server_kill(&place.server);
	assert_false(errnotice_transport_usable(&place.transport, &place.url));
	/* SIGPIPE has its default action here: it would end this program */
	assert_ptr_equal(signal(SIGPIPE, SIG_DFL), SIG_DFL);
	assert_true(append("PING", NULL, NULL));
	reply_within(TIMEOUT_MS, ERRNOTICE_FAILED);
	assert_int_equal(place.transport.state, ERRNOTICE_TRANSPORT_CLOSED);
}

static void the_right_password_opens(void **state)
{
	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	strcpy(place.url.user, "default");
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
}

static void a_wrong_password_is_told_without_showing_it(void **state)
{
	server_start(&place.server);
	strcpy(place.url.password, "not-the-one");
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_FAILED);
	assert_string_equal(place.err.text, "AUTH was refused (WRONGPASS): check user and password");
}

static void an_answer_that_repeats_the_password_does_not_show_it(void **state)
{
	server_start_fake(
		&place.server, "AUTH", "-ERR unknown command 'AUTH', with args beginning with: 's3cret'");
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_FAILED);
	assert_null(strstr(place.err.text, "s3cret"));
	assert_non_null(strstr(place.err.text, "AUTH"));
}

static void a_missing_password_is_told(void **state)
{
	server_start(&place.server);
	place.url.password[0] = '\0';
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_FAILED);
	assert_non_null(strstr(place.err.text, "NOAUTH"));
}

static void a_redis_that_loads_is_not_ready(void **state)
{
	server_start_fake(&place.server, "PING", "-LOADING Redis is loading the dataset in memory");
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_FAILED);
	assert_string_equal(
		place.err.text, "PING was refused: LOADING Redis is loading the dataset in memory");
}

static void what_is_no_redis_is_told(void **state)
{
	server_start_fake(&place.server, "PING", "HTTP/1.1 400 Bad Request");
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_FAILED);
	assert_string_equal(place.err.text, "the answer is not Redis's protocol");
}

static bool closes_without_a_word(void *argument)
{
	if (errnotice_transport_usable(&place.transport, &place.url))
		return false;
	errnotice_transport_close(&place.transport);
	return true;
}

static void a_forked_child_does_not_use_its_parents_connection(void **state)
{
	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	assert_true(append("PING", NULL, NULL));
	assert_true(ended_well(child(closes_without_a_word, NULL)));
	reply_within(TIMEOUT_MS, ERRNOTICE_DONE);
	assert_true(errnotice_transport_usable(&place.transport, &place.url));
}

static void a_descriptor_that_the_application_closed_is_left_alone(void **state)
{
	int ends[2];

	server_start(&place.server);
	assert_int_equal(open_within(TIMEOUT_MS), ERRNOTICE_DONE);
	close(place.transport.channel.socket.fd);
	/* the number is another socket's now */
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	assert_int_equal(ends[0], place.transport.channel.socket.fd);
	assert_false(errnotice_transport_usable(&place.transport, &place.url));
	errnotice_transport_close(&place.transport);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_int_equal(close(ends[0]), 0);
	close(ends[1]);
}

static bool connects_without_standard_streams(void *argument)
{
	int fd;

	close(0);
	close(1);
	close(2);
	if (open_within(TIMEOUT_MS) != ERRNOTICE_DONE)
		return false;
	fd = place.transport.channel.socket.fd;
	return fd > 2 && open("/dev/null", O_RDONLY) == 0;
}

static void closed_standard_streams_stay_the_applications(void **state)
{
	server_start(&place.server);
	assert_true(ended_well(child(connects_without_standard_streams, NULL)));
}

int main(void)
{
#define EACH(test)     cmocka_unit_test_setup_teardown(test, setup, teardown)
#define PASSWORD(test) cmocka_unit_test_setup_teardown(test, setup_with_password, teardown)
	const struct CMUnitTest transport[] = {
		EACH(commands_are_answered_in_their_order),
		EACH(the_database_of_the_url_is_selected),
		EACH(megabytes_go_through_in_one_pipeline),
		EACH(nobody_listening_is_told_at_once),
		EACH(a_black_hole_costs_the_deadline_and_no_more),
		EACH(a_probe_never_waits_and_finds_its_answer_later),
		EACH(a_stopped_redis_costs_the_deadline_of_the_reply),
		EACH(an_answer_that_takes_longer_than_a_nap_is_read),
		EACH(a_connection_that_breaks_off_within_a_wait_is_told_as_that),
		EACH(a_killed_redis_raises_no_sigpipe),
		PASSWORD(the_right_password_opens),
		PASSWORD(a_wrong_password_is_told_without_showing_it),
		PASSWORD(an_answer_that_repeats_the_password_does_not_show_it),
		PASSWORD(a_missing_password_is_told),
		EACH(a_redis_that_loads_is_not_ready),
		EACH(what_is_no_redis_is_told),
		EACH(a_forked_child_does_not_use_its_parents_connection),
		EACH(a_descriptor_that_the_application_closed_is_left_alone),
		EACH(closed_standard_streams_stay_the_applications),
	};

	return cmocka_run_group_tests(transport, NULL, NULL);
}
