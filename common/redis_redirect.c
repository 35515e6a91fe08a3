#include "common/redis_redirect.h"

#include <stdio.h>
#include <string.h>
#include "common/number.h"

static bool take_node(struct errnotice_redis_node *node, const char *text)
{
	size_t len = strcspn(text, " "), host = len;
	int64_t port;

	while (host > 0 && text[host - 1] != ':')
		host--;
	if (host == 0 || host > sizeof node->host
		|| !errnotice_number_read(errnotice_span(text + host, len - host), &port) || port < 1
		|| port > 65535)
		return false;
	memcpy(node->host, text, host - 1);
	node->host[host - 1] = '\0';
	node->port = (int)port;
	/* a cluster that was told to prefer names and has none */
	return strcmp(node->host, "?") != 0;
}

bool errnotice_redis_redirect_read(struct errnotice_redis_redirect *redirect, const char *error)
{
	const char *slot;

	redirect->asking = strncmp(error, "ASK ", 4) == 0;
	if (!redirect->asking && strncmp(error, "MOVED ", 6) != 0)
		return false;
	slot = error + (redirect->asking ? 4 : 6);
	slot += strcspn(slot, " ");
	return *slot == ' ' && take_node(&redirect->node, slot + 1);
}

void errnotice_redis_key_beside(char *into, size_t room, const char *base, const char *key)
{
	const char *open = strchr(key, '{');
	const char *close = open ? strchr(open + 1, '}') : NULL;

	/* as Redis does: what stands between the first { and the } after it, unless that is nothing */
	if (close && close > open + 1)
		snprintf(into, room, "%s{%.*s}", base, (int)(close - open - 1), open + 1);
	else
		snprintf(into, room, "%s{%s}", base, key);
}
