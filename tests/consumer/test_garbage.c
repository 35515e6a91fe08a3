/* What answers in Redis's place and is none, or lies: it is said, nothing waits for ever, and memory has an end. */
#include "room.h"
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include "common/clock.h"
#include "consumer/ingest/audit.h"
#include "consumer/ingest/redis.h"
#include "consumer/ingest/roster.h"

enum { TIMEOUT_MS = 250, PATIENCE_MS = 10000 /* where it is not waited for */ };

struct liar {
	struct room *room;
	struct conf conf;
	pid_t pid;
	int fd;
	struct redis *redis;
};

static int open_liar(void **state)
{
	struct liar *liar = calloc(1, sizeof(*liar));
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char url[160];

	room_make((void **)&liar->room);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/liar.sock", liar->room->folder);
	snprintf(url, sizeof(url), "unix://%s", address.sun_path);
	assert_true(errnotice_redis_url_parse(&liar->conf.queue.redis, url, NULL));
	liar->conf.queue.stream = "errnotice:events";
	liar->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(liar->fd, (const struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(liar->fd, 1), 0);
	*state = liar;
	return 0;
}

static int close_liar(void **state)
{
	struct liar *liar = *state;
	redis_close(liar->redis);
	if (liar->pid > 0) {
		kill(liar->pid, SIGKILL);
		waitpid(liar->pid, NULL, 0);
	}
	close(liar->fd);
	room_close((void **)&liar->room);
	free(liar);
	return 0;
}

/* The first question is SELECT; each further one gets `answer`, in pieces where there is a pause between them. */
static void answer_all(int fd, const char *answer, size_t piece, int pause_ms)
{
	char question[4096];

	while (recv(fd, question, sizeof(question), 0) > 0) {
		const char *text = strstr(question, "SELECT") ? "+OK\r\n" : answer;
		memset(question, 0, sizeof(question));
		for (size_t at = 0, len = strlen(text); at < len; at += piece) {
			size_t part = len - at < piece ? len - at : piece;
			if (send(fd, text + at, part, MSG_NOSIGNAL) < 0) {
				return;
			}
			usleep((useconds_t)pause_ms * 1000);
		}
	}
}

static void lie_slowly(struct liar *liar, const char *answer, size_t piece, int pause_ms, int timeout_ms)
{
	fflush(NULL);
	liar->pid = fork();
	if (liar->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		answer_all(accept(liar->fd, NULL, NULL), answer, piece, pause_ms);
		_exit(0);
	}
	liar->redis = redis_open(&liar->conf.queue.redis, timeout_ms, &liar->room->err);
	assert_non_null(liar->redis);
}

static void lie(struct liar *liar, const char *answer)
{
	lie_slowly(liar, answer, SIZE_MAX, 0, PATIENCE_MS);
}

static bool ask(struct liar *liar, const struct redis_reply **reply)
{
	return redis_ask(liar->redis, reply, &liar->room->err, "PING", NULL);
}

/* Libraries older than hiredis 1.0 do not know them, and say so. */
static void what_no_redis_sends_is_no_value(void **state)
{
	struct liar *liar = *state;
	const struct redis_reply *reply;

	lie(liar, "*3\r\n,1.5\r\n#t\r\n:7\r\n");
	if (ask(liar, &reply)) {
		assert_int_equal(reply->items[0].kind, REDIS_NOTHING);
		assert_int_equal(reply->items[1].kind, REDIS_NOTHING);
		assert_int_equal(reply->items[2].number, 7);
	} else {
		assert_non_null(strstr(liar->room->err.text, "Protocol error"));
	}
}

static void nor_is_it_one_by_itself(void **state)
{
	struct liar *liar = *state;
	const struct redis_reply *reply;

	lie(liar, "#t\r\n");
	if (ask(liar, &reply)) {
		assert_int_equal(reply->kind, REDIS_NOTHING);
	} else {
		assert_non_null(strstr(liar->room->err.text, "Protocol error"));
	}
}

static void what_is_no_answer_is_said(void **state)
{
	struct liar *liar = *state;
	const struct redis_reply *reply;

	lie(liar, "HTTP/1.1 400 Bad Request\r\n\r\n");
	assert_false(ask(liar, &reply));
	assert_non_null(strstr(liar->room->err.text, "Protocol error"));
}

static void a_list_beyond_all_memory_is_not_taken(void **state)
{
	struct liar *liar = *state;
	const struct redis_reply *reply;

	lie(liar, "*70000000\r\n:1\r\n");
	assert_false(ask(liar, &reply));
	assert_string_equal(liar->room->err.text, "queue: Out of memory");
}

static void an_answer_that_comes_byte_by_byte_is_not_waited_for_without_end(void **state)
{
	struct liar *liar = *state;
	const struct redis_reply *reply;
	char endless[4096];
	int64_t began_ms = errnotice_clock_ms();

	memset(endless, 'x', sizeof(endless) - 1);
	endless[0] = '+';
	endless[sizeof(endless) - 1] = '\0';
	lie_slowly(liar, endless, 1, TIMEOUT_MS / 12, TIMEOUT_MS);
	assert_false(ask(liar, &reply));
	assert_string_equal(liar->room->err.text, "queue: an answer without end");
	assert_in_range(errnotice_clock_ms() - began_ms, 10 * TIMEOUT_MS, 30 * TIMEOUT_MS);
}

static void a_scan_that_never_ends_is_none(void **state)
{
	struct liar *liar = *state;
	struct roster roster = {0};

	lie(liar, "*2\r\n$1\r\n7\r\n*0\r\n");
	OK(liar->room, roster_ask(liar->redis, &liar->conf, &roster, &liar->room->err));
	assert_false(roster.whole);
	roster_clear(&roster);
}

static void heartbeats_that_are_none_are_refused(void **state)
{
	struct liar *liar = *state;
	struct beats_cursor cursor = {""};
	struct beats_page page;

	lie(liar, "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n");
	OK(liar->room, beats_scan(liar->redis, &liar->conf, &cursor, &page, &liar->room->err));
	assert_true(page.refused);
}

/* Else what the hosts say was taken would be told as lost. */
static void a_length_that_is_no_number_is_not_nothing(void **state)
{
	struct liar *liar = *state;
	struct beats_cursor cursor = {""};
	struct audit audit = {.done = false};

	lie(liar, "+QUEUED\r\n");
	assert_false(audit_ask(liar->redis, &liar->conf, &cursor, &audit, &liar->room->err));
	assert_string_equal(liar->room->err.text, "queue: no number");
	assert_false(audit.done);
	assert_false(audit.empty);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_liar, close_liar)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_no_redis_sends_is_no_value),
		TEST(nor_is_it_one_by_itself),
		TEST(what_is_no_answer_is_said),
		TEST(a_list_beyond_all_memory_is_not_taken),
		TEST(an_answer_that_comes_byte_by_byte_is_not_waited_for_without_end),
		TEST(a_scan_that_never_ends_is_none),
		TEST(heartbeats_that_are_none_are_refused),
		TEST(a_length_that_is_no_number_is_not_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
