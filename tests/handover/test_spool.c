#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/spool_record.h"
#include "tests/handover/support/folder.h"

static struct errnotice_spool_place place;
static char path[300], aside[340];
static struct errnotice_err err;

static int setup(void **state)
{
	folder_init(&place, path);
	snprintf(aside, sizeof(aside), "%s/aside", place.folder);
	return 0;
}

static int teardown(void **state)
{
	folder_clear(&place);
	return 0;
}

static size_t make_record(char record[ERRNOTICE_SPOOL_RECORD_MAX])
{
	struct errnotice_event event = {.count = 1};

	event.field[ERRNOTICE_FIELD_V] = errnotice_span_of("1");
	event.field[ERRNOTICE_FIELD_MESSAGE] = errnotice_span_of("payment gateway said no");
	return errnotice_spool_record_write(record, &event);
}

/* One record, as a hand-over writes it. */
static enum errnotice_spool_outcome put_one(void)
{
	static char record[ERRNOTICE_SPOOL_RECORD_MAX];
	struct errnotice_spool spool;
	enum errnotice_spool_outcome outcome;

	err.text[0] = '\0';
	outcome = errnotice_spool_open(&spool, &place, &err);
	if (outcome != ERRNOTICE_SPOOL_TAKES)
		return outcome;
	outcome = errnotice_spool_append(&spool, record, make_record(record), &err);
	errnotice_spool_close(&spool);
	return outcome;
}

static void check_refused(const char *why)
{
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_REFUSED);
	if (!strstr(err.text, why))
		fail_msg("\"%s\" does not say \"%s\"", err.text, why);
}

static const char *said(void)
{
	static char words[400];

	errnotice_spool_say(&place, words, sizeof(words));
	return words;
}

static void records_are_appended_whole(void **state)
{
	for (int i = 0; i < 3; i++)
		assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(records_in(path, NULL), 3);
	assert_non_null(strstr(said(), path));
}

static void the_relay_can_read_the_file_whatever_the_umask(void **state)
{
	mode_t before = umask(0777);
	struct stat file;

	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	umask(before);
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0640);
}

static void without_its_folder_there_is_no_spool(void **state)
{
	rmdir(place.folder);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_ABSENT);
	assert_non_null(strstr(err.text, place.folder));
	assert_non_null(strstr(said(), "none: "));
	place.folder[0] = '\0';
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_ABSENT);
	assert_string_equal(said(), "none: errnotice.spool is empty");
}

static void what_is_beyond_the_limit_is_not_written(void **state)
{
	place.limit = 100;
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_FULL);
	assert_int_equal(records_in(path, NULL), 0);
	place.limit = 600;
	while (put_one() == ERRNOTICE_SPOOL_TAKES)
		;
	assert_non_null(strstr(err.text, "errnotice.spool_limit"));
	assert_in_range(records_in(path, NULL), 1, 5);
}

static void a_symbolic_link_is_not_followed(void **state)
{
	assert_int_equal(symlink(aside, path), 0);
	check_refused("symbolic link");
	assert_int_equal(access(aside, F_OK), -1);
}

static void a_file_with_another_name_besides_is_left_alone(void **state)
{
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(link(path, aside), 0);
	check_refused("another name");
	assert_non_null(strstr(said(), "another name"));
	assert_int_equal(records_in(path, NULL), 1);
	unlink(aside);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
}

static void a_fifo_holds_nobody_up(void **state)
{
	int fd;

	assert_int_equal(mkfifo(path, 0640), 0);
	check_refused(path);
	fd = open(path, O_RDONLY | O_NONBLOCK);
	assert_true(fd >= 0);
	check_refused("no regular file");
	close(fd);
}

static void a_folder_in_its_place_is_refused(void **state)
{
	assert_int_equal(mkdir(path, 0700), 0);
	check_refused(path);
}

static void another_users_file_is_refused(void **state)
{
	if (geteuid() != 0)
		skip(); /* only root can give a file away */
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(chown(path, 65534, 65534), 0);
	check_refused("another user");
	assert_int_equal(records_in(path, NULL), 1);
}

/* A disk that is full within a record: then a part is written, and a file that is too large raises a signal. */
static void a_record_that_does_not_fit_on_the_disk_is_refused_and_the_next_is_whole(void **state)
{
	struct rlimit before, small;
	struct stat file;
	int torn;

	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(stat(path, &file), 0);
	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = (rlim_t)file.st_size + 50;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_REFUSED);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_REFUSED); /* and this one would be killed by SIGXFSZ */
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(records_in(path, &torn), 2);
	assert_int_equal(torn, 1);
}

static void a_file_that_the_relay_has_taken_away_is_left_to_it(void **state)
{
	int fd;

	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(rename(path, aside), 0);
	fd = open(aside, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	assert_int_equal(records_in(aside, NULL), 1);
	assert_int_equal(records_in(path, NULL), 1);
	close(fd);
}

static void a_file_that_stays_locked_costs_four_looks(void **state)
{
	int fd;

	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
	fd = open(path, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	check_refused("locked");
	close(fd);
	assert_int_equal(put_one(), ERRNOTICE_SPOOL_TAKES);
}

static void an_open_spool_holds_the_relay_off_and_a_closed_one_does_not(void **state)
{
	struct errnotice_spool spool;
	int fd;

	assert_int_equal(errnotice_spool_open(&spool, &place, &err), ERRNOTICE_SPOOL_TAKES);
	fd = open(path, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
	errnotice_spool_close(&spool);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	close(fd);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(records_are_appended_whole),
		TEST(the_relay_can_read_the_file_whatever_the_umask),
		TEST(without_its_folder_there_is_no_spool),
		TEST(what_is_beyond_the_limit_is_not_written),
		TEST(a_symbolic_link_is_not_followed),
		TEST(a_file_with_another_name_besides_is_left_alone),
		TEST(a_fifo_holds_nobody_up),
		TEST(a_folder_in_its_place_is_refused),
		TEST(another_users_file_is_refused),
		TEST(a_record_that_does_not_fit_on_the_disk_is_refused_and_the_next_is_whole),
		TEST(a_file_that_the_relay_has_taken_away_is_left_to_it),
		TEST(a_file_that_stays_locked_costs_four_looks),
		TEST(an_open_spool_holds_the_relay_off_and_a_closed_one_does_not),
	};

	return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
