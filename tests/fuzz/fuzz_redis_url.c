/* URLs of Redis: every text is taken or refused with a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/redis_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), shown[400];
	struct errnotice_redis_url url;
	struct errnotice_err err = {""};

	memcpy(text, data, size);
	text[size] = '\0';
	if (errnotice_redis_url_parse(&url, text, &err)) {
		if (url.host[0] == '\0' || (!url.unix_socket && (url.port < 1 || url.port > 65535)))
			abort();
		errnotice_redis_url_show(&url, shown, sizeof shown);
	} else if (err.text[0] == '\0') {
		abort();
	}
	free(text);
	return 0;
}
