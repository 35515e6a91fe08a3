#include <string.h>
#include <sys/mman.h>

#include "ext/handover/catches.h"
#include "tests/handover/support/tree.h"

static int setup(void **state)
{
	*state = mmap(NULL, sizeof(struct errnotice_catches), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return *state == MAP_FAILED;
}

static int teardown(void **state)
{
	return munmap(*state, sizeof(struct errnotice_catches));
}

static int place(struct errnotice_catches *catches, const char *frame, const char *file, uint32_t line)
{
	return errnotice_catches_place(catches, errnotice_span_of(frame), errnotice_span_of(file), line);
}

static void take(struct errnotice_catches *catches, const char *frame, const char *file, uint32_t line)
{
	int at = place(catches, frame, file, line);

	assert_in_range(at, 0, ERRNOTICE_CATCHES - 1);
	errnotice_catches_count(catches, at);
}

static struct errnotice_catch seen(struct errnotice_catches *catches, int at)
{
	struct errnotice_catch its;

	assert_true(errnotice_catches_get(catches, at, &its));
	return its;
}

static unsigned shown(struct errnotice_catches *catches)
{
	struct errnotice_catch its;
	unsigned n = 0;

	for (int i = 0; i < ERRNOTICE_CATCHES; i++)
		n += errnotice_catches_get(catches, i, &its);
	return n;
}

static void one_catch_has_one_place_and_is_shown_as_it_was_written(void **state)
{
	struct errnotice_catch its;
	int at = place(*state, "App\\Base::run", "/srv/app/Base.php", 12);

	for (int i = 0; i < 3; i++)
		take(*state, "App\\Base::run", "/srv/app/Base.php", 12);
	its = seen(*state, at);
	assert_string_equal(its.frame, "App\\Base::run");
	assert_string_equal(its.file, "/srv/app/Base.php");
	assert_int_equal(its.line, 12);
	assert_int_equal(its.count, 3);
	assert_int_equal(shown(*state), 1);
}

static void another_frame_file_or_line_is_another_catch(void **state)
{
	take(*state, "f", "/a.php", 1);
	take(*state, "g", "/a.php", 1);
	take(*state, "f", "/b.php", 1);
	take(*state, "f", "/a.php", 2);
	take(*state, "", "/a.php", 1);
	assert_int_equal(shown(*state), 5);
}

static void one_that_was_never_counted_is_not_shown(void **state)
{
	place(*state, "f", "/a.php", 1);
	assert_int_equal(shown(*state), 0);
}

static void when_all_places_are_given_the_known_ones_still_count(void **state)
{
	int first = place(*state, "f", "/a.php", 1);

	for (uint32_t line = 2; line <= ERRNOTICE_CATCHES; line++)
		take(*state, "f", "/a.php", line);
	assert_int_equal(place(*state, "f", "/a.php", ERRNOTICE_CATCHES + 1), -1);
	assert_int_equal(place(*state, "f", "/a.php", 1), first);
	errnotice_catches_count(*state, first);
	assert_int_equal(shown(*state), ERRNOTICE_CATCHES);
}

static void of_a_long_path_the_end_is_kept_and_a_long_name_is_none(void **state)
{
	char path[2 * ERRNOTICE_CATCH_FILE_MAX], name[ERRNOTICE_CATCH_FRAME_MAX + 2];
	struct errnotice_catch its;
	int at;

	memset(path, 'p', sizeof(path));
	memcpy(path + sizeof(path) - 9, "/end.php", 9);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	at = place(*state, name, path, 7);
	errnotice_catches_count(*state, at);
	its = seen(*state, at);
	assert_string_equal(its.frame, "");
	assert_int_equal(strlen(its.file), ERRNOTICE_CATCH_FILE_MAX);
	assert_string_equal(its.file + ERRNOTICE_CATCH_FILE_MAX - 8, "/end.php");
}

static void odd_bytes_are_shown_as_clean_text(void **state)
{
	int at = place(*state, "f", "/a\xff\n\x1b[31m<b>.php", 1);

	errnotice_catches_count(*state, at);
	assert_string_equal(seen(*state, at).file, "/a\xEF\xBF\xBD??[31m<b>.php");
}

static void what_was_overwritten_is_not_shown(void **state)
{
	struct errnotice_catches *catches = *state;
	struct errnotice_catch its;
	int at = place(catches, "f", "/a.php", 1);

	errnotice_catches_count(catches, at);
	catches->text[at].frame[0] = 'g';
	assert_false(errnotice_catches_get(catches, at, &its));
	catches->text[at].frame[0] = 'f';
	assert_true(errnotice_catches_get(catches, at, &its));
	catches->text[at].file_len = UINT16_MAX;
	assert_false(errnotice_catches_get(catches, at, &its));
	memset(catches, 0xff, sizeof(*catches));
	assert_int_equal(shown(catches), 0);
	assert_int_equal(place(catches, "f", "/a.php", 1), -1);
}

static void one_whose_writer_died_is_finished_by_the_next(void **state)
{
	struct errnotice_catches *catches = *state;
	int at = place(catches, "f", "/a.php", 1);

	memset(&catches->text[at], 0, sizeof(catches->text[at])); /* the place was taken, and that was all */
	take(catches, "f", "/a.php", 1);
	assert_string_equal(seen(catches, at).file, "/a.php");
}

static bool takes_in_a_child(void *catches)
{
	for (int i = 0; i < 20000; i++)
		take(catches, "f", "/a.php", (uint32_t)(i % 100));
	return true;
}

static void processes_share_one_table(void **state)
{
	pid_t pids[8];
	uint64_t sum = 0;

	for (int i = 0; i < 8; i++)
		pids[i] = child(takes_in_a_child, *state);
	for (int i = 0; i < 8; i++)
		assert_true(ended_well(pids[i]));
	assert_int_equal(shown(*state), 100);
	for (uint32_t line = 0; line < 100; line++)
		sum += seen(*state, place(*state, "f", "/a.php", line)).count;
	assert_int_equal(sum, 8 * 20000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest catches[] = {
		TEST(one_catch_has_one_place_and_is_shown_as_it_was_written),
		TEST(another_frame_file_or_line_is_another_catch),
		TEST(one_that_was_never_counted_is_not_shown),
		TEST(when_all_places_are_given_the_known_ones_still_count),
		TEST(of_a_long_path_the_end_is_kept_and_a_long_name_is_none),
		TEST(odd_bytes_are_shown_as_clean_text),
		TEST(what_was_overwritten_is_not_shown),
		TEST(one_whose_writer_died_is_finished_by_the_next),
		TEST(processes_share_one_table),
	};

	return cmocka_run_group_tests(catches, NULL, NULL);
}
