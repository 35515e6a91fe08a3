#include "tests/common/support/edge.h"

#include <string.h>
#include "common/pattern.h"
#include "common/scrub.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);

static int left = -1; /* allocations until one fails; -1: none fails */

static bool fails(void)
{
	return left >= 0 && left-- == 0;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

static void *parse_codes(struct errnotice_err *err)
{
	return errnotice_codes_parse("1,2-3,A*", 8, err);
}

static void *parse_names(struct errnotice_err *err)
{
	return errnotice_names_parse("A,B\\*", 5, err);
}

static void *parse_scrub(struct errnotice_err *err)
{
	return errnotice_scrub_parse("a,@card", 7, err);
}

static void free_codes(void *codes)
{
	errnotice_codes_free(codes);
}

static void free_names(void *names)
{
	errnotice_names_free(names);
}

static void free_scrub(void *scrub)
{
	errnotice_scrub_free(scrub);
}

static void each_allocation_that_fails_is_survived(
	void *(*parse)(struct errnotice_err *), void (*release)(void *))
{
	int failed = 0;

	for (int nth = 0;; nth++) {
		struct errnotice_err err = {""};
		void *made;

		left = nth;
		made = parse(&err);
		left = -1;
		if (made) {
			release(made);
			break;
		}
		assert_string_equal(err.text, "out of memory");
		failed++;
	}
	assert_true(failed >= 3);
}

static void lists_survive_every_failed_allocation(void **state)
{
	each_allocation_that_fails_is_survived(parse_codes, free_codes);
	each_allocation_that_fails_is_survived(parse_names, free_names);
	each_allocation_that_fails_is_survived(parse_scrub, free_scrub);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lists_survive_every_failed_allocation)};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
