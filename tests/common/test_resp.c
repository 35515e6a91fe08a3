#include "tests/common/support/edge.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "common/resp.h"

static void a_head_says_the_number_as_printf_does(void **state)
{
	static const size_t numbers[] = {0, 1, 9, 10, 41, 99, 100, 2048, 16384, 1000000, SIZE_MAX};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		char head[ERRNOTICE_RESP_HEAD], wanted[64];
		size_t len = errnotice_resp_head(head, '$', numbers[i]);

		snprintf(wanted, sizeof(wanted), "$%zu\r\n", numbers[i]);
		assert_int_equal(len, strlen(wanted));
		assert_memory_equal(head, wanted, len);
	}
}

int main(void)
{
	const struct CMUnitTest resp[] = {
		cmocka_unit_test(a_head_says_the_number_as_printf_does),
	};

	return cmocka_run_group_tests(resp, NULL, NULL);
}
