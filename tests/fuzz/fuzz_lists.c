/* Lists as users write them, matched against what follows the first NUL. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *list = (const char *)data, *nul = size ? memchr(data, '\0', size) : NULL;
	size_t len = nul ? (size_t)(nul - list) : size;
	struct errnotice_span text = errnotice_span(list + len, size - len);
	struct errnotice_err err = {""};
	struct errnotice_codes *codes = errnotice_codes_parse(list, len, &err);
	struct errnotice_names *names;

	if (!codes && err.text[0] == '\0')
		abort();
	if (codes) {
		enum errnotice_match match = errnotice_codes_match_exception(codes, text);

		if (errnotice_codes_empty(codes) && match != ERRNOTICE_MATCH_NONE)
			abort();
		(void)errnotice_codes_match_fatal(codes, text);
		errnotice_codes_free(codes);
	}
	err.text[0] = '\0';
	names = errnotice_names_parse(list, len, &err);
	if (names)
		(void)errnotice_names_match(names, text);
	else if (err.text[0] == '\0')
		abort();
	errnotice_names_free(names);
	return 0;
}
