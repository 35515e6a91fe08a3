/* URLs of Redis: every text is taken or refused with a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "common/redis_url.h"

static bool is_address(const char *host, int port)
{
	return host[0] != '\0' && port >= 1 && port <= 65535;
}

static bool is_whole(const struct errnotice_redis_url *url)
{
	if (url->way == ERRNOTICE_REDIS_DIRECT)
		return url->unix_socket ? url->host[0] != '\0' : is_address(url->host, url->port);
	for (unsigned i = 0; i < url->node_count; i++)
		if (!is_address(url->nodes[i].host, url->nodes[i].port))
			return false;
	return url->node_count > 0 && url->node_count <= ERRNOTICE_REDIS_NODES
	       && (url->way == ERRNOTICE_REDIS_CLUSTER || url->master[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), shown[400];
	struct errnotice_redis_url url;
	struct errnotice_err err = {""};

	memcpy(text, data, size);
	text[size] = '\0';
	if (errnotice_redis_url_parse(&url, text, &err)) {
		if (!is_whole(&url))
			abort();
		errnotice_redis_url_show(&url, shown, sizeof shown);
	} else if (err.text[0] == '\0') {
		abort();
	}
	free(text);
	return 0;
}
