#include "consumer/conf_address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "consumer/conf_ini.h"
#include "consumer/zone.h"

bool conf_address_is_loopback(const char *host)
{
	struct in_addr v4;
	struct in6_addr v6;

	if (inet_pton(AF_INET, host, &v4) == 1) {
		return ntohl(v4.s_addr) >> 24 == 127;
	}
	if (inet_pton(AF_INET6, host, &v6) == 1) {
		return IN6_IS_ADDR_LOOPBACK(&v6);
	}
	return strcasecmp(host, "localhost") == 0;
}

/* The host of `//host[:port]/…` without brackets.  False for what could be read in two ways. */
static bool host_of(char into[256], const char *authority)
{
	size_t len = strcspn(authority, "/?#");
	if (memchr(authority, '@', len) || memchr(authority, '\\', len)) {
		return false;
	}
	size_t host = strcspn(authority, ":/?#");
	if (*authority == '[') {
		authority++;
		host = strcspn(authority, "]/?#");
		if (authority[host] != ']') {
			return false;
		}
	}
	if (host == 0 || host > 255) {
		return false;
	}
	memcpy(into, authority, host);
	into[host] = '\0';
	return true;
}

static bool check_characters(const char *url, struct errnotice_err *err)
{
	for (const char *at = url; *at; at++) {
		if ((unsigned char)*at <= ' ' || *at == 0x7f) {
			return errnotice_err_set(err, "holds white space or a control character");
		}
	}
	return true;
}

/* Of DingTalk's own: what a relay needs, it knows. */
static bool lacks_token(const char *url, const char *host)
{
	static const char domain[] = ".dingtalk.com", key[] = "access_token=";
	size_t len = strlen(host), tail = strlen(domain);
	const char *token = strstr(url, key);

	return len > tail && strcasecmp(host + len - tail, domain) == 0
	       && (!token || strcspn(token + strlen(key), "&#") == 0);
}

bool conf_address_check_webhook(const char *url, struct errnotice_err *err)
{
	char host[256];
	bool plain = strncmp(url, "http://", 7) == 0;

	if (!plain && strncmp(url, "https://", 8) != 0) {
		return errnotice_err_set(err, "must begin with https://");
	}
	if (!check_characters(url, err)) {
		return false;
	}
	if (!host_of(host, url + (plain ? 7 : 8))) {
		return errnotice_err_set(err, "has no host that can be read in one way only");
	}
	if (plain && !conf_address_is_loopback(host)) {
		return errnotice_err_set(
			err, "http:// is taken for addresses of this host only; use https://");
	}
	if (lacks_token(url, host)) {
		return errnotice_err_set(
			err, "has no access_token: copy the whole address from the robot's page");
	}
	return true;
}

static bool check_placeholder(const char *brace, struct errnotice_err *err)
{
	static const char *const known[] = {"{id}", "{fp}", "{trace_id}"};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strncmp(brace, known[i], strlen(known[i])) == 0) {
			return true;
		}
	}
	return errnotice_err_set(err, "knows the placeholders {id}, {fp} and {trace_id} only");
}

bool conf_address_check_link(const char *url, struct errnotice_err *err)
{
	if (!*url) {
		return true;
	}
	if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0) {
		return errnotice_err_set(err, "must begin with https:// or http://");
	}
	for (const char *brace = strchr(url, '{'); brace; brace = strchr(brace + 1, '{')) {
		if (!check_placeholder(brace, err)) {
			return false;
		}
	}
	return check_characters(url, err);
}

bool conf_address_check_zone(const char *name, struct errnotice_err *err)
{
	struct zone *zone = *name ? zone_open(name, err) : NULL;
	bool fine = zone || !*name;

	zone_free(zone);
	return fine;
}

bool conf_address_parse_listen(struct conf_listen *listen, const char *text, struct errnotice_err *err)
{
	char host[64] = "";
	unsigned char numeric[sizeof(struct in6_addr)];

	if (!*text) {
		listen->host = conf_copy("", 0);
		return true;
	}
	const char *colon = strrchr(text, ':');
	size_t len = colon ? (size_t)(colon - text) : 0;
	bool bracketed = len > 2 && text[0] == '[' && text[len - 1] == ']';
	if (len > 0 && len < sizeof(host)) {
		memcpy(host, text + bracketed, len - 2 * (size_t)bracketed);
		host[len - 2 * (size_t)bracketed] = '\0';
	}
	if (inet_pton(bracketed ? AF_INET6 : AF_INET, host, numeric) != 1) {
		return errnotice_err_set(
			err, "must be a numeric address and a port, like 127.0.0.1:9479 or [::1]:9479");
	}
	char *end;
	long port = strtol(colon + 1, &end, 10);
	if (!isdigit((unsigned char)colon[1]) || *end || port < 1 || port > 65535) {
		return errnotice_err_set(err, "must end in a port from 1 to 65535");
	}
	listen->host = conf_copy(host, strlen(host));
	listen->port = (int)port;
	return true;
}
