#include "consumer/address.h"

#include <stdio.h>
#include <string.h>
#include "common/number.h"
#include "common/percent.h"
#include "common/span.h"

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* --- parts --- */

/* Cuts `*text` at the first `c`: what stood before it; all of it, and nothing is left, where there is none. */
static struct errnotice_span cut(struct errnotice_span *text, char c)
{
	const char *end = text->len ? memchr(text->data, c, text->len) : NULL;
	size_t len = end ? (size_t)(end - text->data) : text->len;
	struct errnotice_span before = errnotice_span(text->data, len);

	len += end != NULL;
	*text = errnotice_span(text->data + len, text->len - len);
	return before;
}

/* user[:password]@; a password may hold an @. */
static bool take_login(struct address *address, struct errnotice_span *authority, struct errnotice_err *err)
{
	size_t at = authority->len;

	while (at > 0 && authority->data[at - 1] != '@') {
		at--;
	}
	if (at == 0) {
		return true;
	}
	struct errnotice_span login = errnotice_span(authority->data, at - 1);
	*authority = errnotice_span(authority->data + at, authority->len - at);
	struct errnotice_span user = cut(&login, ':');
	return errnotice_percent_decode(address->user, sizeof(address->user), user, "user", err)
	       && errnotice_percent_decode(
		       address->password, sizeof(address->password), login, "password", err);
}

static bool take_host(struct address *address, struct errnotice_span host, struct errnotice_err *err)
{
	bool bracket = host.len && host.data[0] == '[';
	int64_t port;

	if (bracket) {
		host = errnotice_span(host.data + 1, host.len - 1);
	}
	if (bracket && !memchr(host.data, ']', host.len)) {
		return errnotice_err_set(err, "the address has a [ without a ]");
	}
	struct errnotice_span name = cut(&host, bracket ? ']' : ':');
	if (bracket && host.len && *host.data == ':') {
		cut(&host, ':');
	} else if (bracket && host.len) {
		return errnotice_err_set(err, "something other than :port follows the address");
	}
	if (!errnotice_percent_decode(address->host, sizeof(address->host), name, "host", err)) {
		return false;
	}
	if (host.len == 0) {
		return true;
	}
	if (!errnotice_number_read(host, &port) || port < 1 || port > 65535) {
		return errnotice_err_set(err, "the port is not a number from 1 to 65535");
	}
	address->port = (int)port;
	return true;
}

static bool take_option(struct address *address, struct errnotice_span option, struct errnotice_err *err)
{
	const struct {
		const char *name;
		char *into;
		size_t room;
	} options[] = {
		{"socket", address->path, sizeof(address->path)},
		{"ca", address->ca, sizeof(address->ca)},
		{"cert", address->cert, sizeof(address->cert)},
		{"key", address->key, sizeof(address->key)},
	};
	struct errnotice_span name = cut(&option, '=');

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		if (errnotice_span_is(name, options[i].name)) {
			return errnotice_percent_decode(
				options[i].into, options[i].room, option, options[i].name, err);
		}
	}
	return errnotice_err_set(err, "the options after the ? are socket, ca, cert and key");
}

/* --- the whole --- */

static bool check(const struct address *address, struct errnotice_err *err)
{
	if (!*address->host && !*address->path) {
		return errnotice_err_set(err, "there is no host");
	}
	if (!*address->cert != !*address->key) {
		return errnotice_err_set(err, "cert and key go together");
	}
	return true;
}

static bool parse_mariadb(struct address *address, struct errnotice_span rest, struct errnotice_err *err)
{
#ifndef CONSUMER_MARIADB
	return errnotice_err_set(err, "this program was built without MariaDB; use sqlite:PATH");
#endif
	struct errnotice_span main = cut(&rest, '?');
	size_t login = main.len;

	*address = (struct address){.kind = ADDRESS_MARIADB, .port = 3306, .database = "dbstatis"};
	/* a password may hold a slash, a host may not */
	while (login > 0 && main.data[login - 1] != '@') {
		login--;
	}
	struct errnotice_span after = errnotice_span(main.data + login, main.len - login);
	struct errnotice_span host = cut(&after, '/');
	struct errnotice_span authority = errnotice_span(main.data, login + host.len);
	if (!take_login(address, &authority, err) || !take_host(address, authority, err)
		|| (after.len
			&& !errnotice_percent_decode(
				address->database, sizeof(address->database), after, "database", err))) {
		return false;
	}
	while (rest.len) {
		if (!take_option(address, cut(&rest, '&'), err)) {
			return false;
		}
	}
	return check(address, err);
}

bool address_parse(struct address *address, const char *text, struct errnotice_err *err)
{
	static const char sqlite[] = "sqlite:/";
	static const char *const schemes[] = {"mysql://", "mariadb://"};

	for (size_t i = 0; i < 2; i++) {
		if (starts(text, schemes[i])) {
			return parse_mariadb(address, errnotice_span_of(text + strlen(schemes[i])), err);
		}
	}
	if (!starts(text, sqlite)) {
		return errnotice_err_set(err, "must be sqlite: and an absolute path, or mysql://…");
	}
	*address = (struct address){.kind = ADDRESS_SQLITE};
	text += strlen(sqlite) - 1;
	if (strlen(text) >= sizeof(address->path)) {
		return errnotice_err_set(err, "the path is longer than %zu bytes", sizeof(address->path) - 1);
	}
	strcpy(address->path, text);
	return true;
}

void address_show(const struct address *address, char *into, size_t room)
{
	if (address->kind == ADDRESS_SQLITE) {
		snprintf(into, room, "%s", address->path);
	} else if (*address->path) {
		snprintf(into, room, "%s on %s", address->database, address->path);
	} else {
		snprintf(into, room, "%s on %s:%d", address->database, address->host, address->port);
	}
}
