#include "consumer/deliver/transport.h"

#include <string.h>
#include "consumer/conf_address.h"

/* http:// only to this host, whatever the configuration came through. */
static const char *protocol_of(const char *webhook)
{
	struct errnotice_err unused = {""};
	bool plain = strncmp(webhook, "http://", strlen("http://")) == 0;

	return plain && conf_address_check_webhook(webhook, &unused) ? "http" : "https";
}

void transport_set(CURL *easy, const struct conf_robot *robot)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocol_of(robot->webhook));
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_PROXY, robot->proxy); /* "": none, whatever the environment says */
	if (*robot->ca_file) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, robot->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL); /* the system's would be trusted besides */
	}
	if (robot->ipv4) {
		curl_easy_setopt(easy, CURLOPT_IPRESOLVE, (long)CURL_IPRESOLVE_V4);
	}
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)robot->timeout_ms);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)robot->timeout_ms);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	/* a resolver that hangs must not hold up the thread when its request is given up */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}
