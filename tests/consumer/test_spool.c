/* A spool's file that somebody filled with what is no record: the rest of it is read, and nobody waits long. */
#include "room.h"
#include <fcntl.h>
#include <sys/stat.h>
#include "consumer/ingest/spool.h"

static const char record[] = "\n2f217683 v\t1\n"; /* its checksum is right */

struct shelf {
	struct room *room;
	struct spool *spool;
	struct spool_record record;
	int fd; /* of the file that is written */
};

static int open_shelf(void **state)
{
	struct shelf *shelf = calloc(1, sizeof(*shelf));
	char path[128];

	room_make((void **)&shelf->room);
	snprintf(path, sizeof(path), "%s/events-%u.log", shelf->room->folder, (unsigned)geteuid());
	shelf->fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0640);
	assert_true(shelf->fd >= 0);
	shelf->spool = spool_new(shelf->room->folder);
	*state = shelf;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *shelf = *state;
	spool_free(shelf->spool);
	close(shelf->fd);
	room_close((void **)&shelf->room);
	free(shelf);
	return 0;
}

static void append(struct shelf *shelf, const char *text, size_t len)
{
	assert_int_equal(write(shelf->fd, text, len), len);
}

static enum spool_outcome next(struct shelf *shelf)
{
	return spool_next(shelf->spool, &shelf->record, &shelf->room->err);
}

/* Until it is another; how many they were. */
static int pass(struct shelf *shelf, enum spool_outcome outcome, enum spool_outcome *then)
{
	int times = 0;
	while ((*then = next(shelf)) == outcome) {
		times++;
	}
	return times;
}

static void terabytes_of_nothing_take_no_time(void **state)
{
	struct shelf *shelf = *state;
	enum spool_outcome then;

	append(shelf, record, sizeof(record) - 1);
	assert_int_equal(ftruncate(shelf->fd, (off_t)1 << 42), 0);
	append(shelf, record, sizeof(record) - 1);
	assert_int_equal(ftruncate(shelf->fd, (off_t)1 << 43), 0);
	assert_int_equal(spool_take(shelf->spool, &shelf->room->err), SPOOL_YES);
	assert_int_equal(next(shelf), SPOOL_YES);
	assert_in_range(pass(shelf, SPOOL_LATER, &then), 0, 4);
	assert_int_equal(then, SPOOL_YES);
	assert_int_equal(shelf->record.at, ((off_t)1 << 42) + 1);
	assert_in_range(pass(shelf, SPOOL_LATER, &then), 0, 4);
	assert_int_equal(then, SPOOL_NO);
	assert_int_equal(spool_file(shelf->spool).torn > 0, 1);
}

static void zeros_that_were_written_hide_no_record(void **state)
{
	struct shelf *shelf = *state;
	enum spool_outcome then;
	size_t len = 3 << 20;
	char *zeros = calloc(1, len);

	append(shelf, zeros, len);
	append(shelf, record, sizeof(record) - 1);
	free(zeros);
	assert_int_equal(spool_take(shelf->spool, &shelf->room->err), SPOOL_YES);
	pass(shelf, SPOOL_LATER, &then);
	assert_int_equal(then, SPOOL_YES);
	assert_int_equal(next(shelf), SPOOL_NO);
}

static void much_that_is_no_record_is_passed_in_pieces(void **state)
{
	struct shelf *shelf = *state;
	static const char *const kinds[] = {"x", "\n", "x\n"};
	enum spool_outcome then;
	size_t len = 10 << 20;
	char *much = malloc(len);

	for (size_t kind = 0; kind < 3; kind++) {
		size_t size = strlen(kinds[kind]);
		for (size_t i = 0; i < len; i++) {
			much[i] = kinds[kind][i % size];
		}
		append(shelf, much, len);
	}
	free(much);
	append(shelf, record, sizeof(record) - 1);
	assert_int_equal(spool_take(shelf->spool, &shelf->room->err), SPOOL_YES);
	assert_in_range(pass(shelf, SPOOL_LATER, &then), 6, 12);
	assert_int_equal(then, SPOOL_YES);
	assert_int_equal(next(shelf), SPOOL_NO);
}

/* Whoever has it open may go on and on: no lock holds him. */
static void what_is_added_to_a_file_that_is_taken_does_not_keep_it_open(void **state)
{
	struct shelf *shelf = *state;

	append(shelf, record, sizeof(record) - 1);
	assert_int_equal(spool_take(shelf->spool, &shelf->room->err), SPOOL_YES);
	assert_int_equal(next(shelf), SPOOL_YES);
	append(shelf, record, sizeof(record) - 1);
	assert_int_equal(next(shelf), SPOOL_NO);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shelf, close_shelf)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(terabytes_of_nothing_take_no_time),
		TEST(zeros_that_were_written_hide_no_record),
		TEST(much_that_is_no_record_is_passed_in_pieces),
		TEST(what_is_added_to_a_file_that_is_taken_does_not_keep_it_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
