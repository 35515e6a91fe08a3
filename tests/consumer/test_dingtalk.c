/* The conversation with a robot, where this program stood still: what was answered meanwhile is an answer. */
#include "check.h"
#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "common/clock.h"
#include "consumer/deliver/dingtalk.h"

enum { TIMEOUT_MS = 300 };

struct talk {
	struct dingtalk *dingtalk;
	struct conf_robot robot;
	struct dingtalk_end end;
	char webhook[96];
	int fd;
	pid_t pid;
};

static int open_talk(void **state)
{
	struct talk *talk = calloc(1, sizeof(*talk));
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
	socklen_t len = sizeof(address);

	talk->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(talk->fd, (const struct sockaddr *)&address, len), 0);
	assert_int_equal(getsockname(talk->fd, (struct sockaddr *)&address, &len), 0);
	snprintf(talk->webhook, sizeof(talk->webhook), "http://127.0.0.1:%d/robot/send?access_token=t",
		ntohs(address.sin_port));
	talk->robot = (struct conf_robot){
		.webhook = talk->webhook, .secret = "", .proxy = "", .ca_file = "", .timeout_ms = TIMEOUT_MS};
	talk->dingtalk = dingtalk_open(NULL);
	assert_non_null(talk->dingtalk);
	*state = talk;
	return 0;
}

static int close_talk(void **state)
{
	struct talk *talk = *state;

	dingtalk_close(talk->dingtalk);
	if (talk->pid > 0) {
		kill(talk->pid, SIGKILL);
		waitpid(talk->pid, NULL, 0);
	}
	close(talk->fd);
	free(talk);
	return 0;
}

/* One request is read, and answered so much later; -1: never. */
static void serve(struct talk *talk, int after_ms)
{
	static const char answer[] =
		"HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"errcode\":0,\"errmsg\":\"ok\"}";
	char question[4096];

	assert_int_equal(listen(talk->fd, 1), 0);
	fflush(NULL);
	talk->pid = fork();
	if (talk->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		int fd = accept(talk->fd, NULL, NULL);
		if (recv(fd, question, sizeof(question), 0) > 0 && after_ms >= 0) {
			usleep((useconds_t)after_ms * 1000);
			send(fd, answer, sizeof(answer) - 1, MSG_NOSIGNAL);
		}
		pause();
	}
}

static void post(struct talk *talk)
{
	assert_true(dingtalk_send(talk->dingtalk, &talk->robot, "{}", 0, NULL, NULL));
}

static void work_for(struct talk *talk, int ms)
{
	for (int64_t until_ms = errnotice_clock_ms() + ms; errnotice_clock_ms() < until_ms;) {
		dingtalk_poll(talk->dingtalk, -1, 10);
	}
}

static void stand_still(void)
{
	usleep(3 * TIMEOUT_MS * 1000);
}

/* Else the group would read it twice, and a robot that works would pass for one that does not. */
static void what_was_answered_while_we_stood_still_is_heard(void **state)
{
	struct talk *talk = *state;

	serve(talk, TIMEOUT_MS * 2 / 3);
	post(talk);
	work_for(talk, TIMEOUT_MS / 2);
	assert_false(dingtalk_next(talk->dingtalk, &talk->end));
	stand_still();
	dingtalk_poll(talk->dingtalk, -1, 10);
	assert_true(dingtalk_next(talk->dingtalk, &talk->end));
	assert_int_equal(talk->end.answer.class, ANSWER_OK);
}

/* Another consumer may have sent it by then. */
static void what_was_not_sent_before_we_stood_still_is_not_sent_after(void **state)
{
	struct talk *talk = *state;

	serve(talk, 0);
	post(talk);
	stand_still();
	work_for(talk, TIMEOUT_MS);
	assert_true(dingtalk_next(talk->dingtalk, &talk->end));
	assert_int_equal(talk->end.answer.class, ANSWER_RETRY);
	assert_true(talk->end.answer.unheard && talk->end.answer.ours);
}

static void who_does_not_answer_is_waited_for_so_long_and_no_longer(void **state)
{
	struct talk *talk = *state;
	int64_t began_ms = errnotice_clock_ms();

	serve(talk, -1);
	post(talk);
	while (!dingtalk_next(talk->dingtalk, &talk->end)) {
		dingtalk_poll(talk->dingtalk, -1, 60000);
	}
	assert_int_equal(talk->end.answer.class, ANSWER_RETRY);
	assert_false(talk->end.answer.unheard || talk->end.answer.ours);
	assert_in_range(errnotice_clock_ms() - began_ms, TIMEOUT_MS, 20 * TIMEOUT_MS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_talk, close_talk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_answered_while_we_stood_still_is_heard),
		TEST(what_was_not_sent_before_we_stood_still_is_not_sent_after),
		TEST(who_does_not_answer_is_waited_for_so_long_and_no_longer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
