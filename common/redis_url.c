#include "common/redis_url.h"

#include <stdio.h>
#include <string.h>
#include "common/number.h"

enum { SOCKET_PATH = 108 }; /* bytes of sun_path, the terminator included */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-decodes a part into `into`; `what` names it, its value is never shown. */
static bool take(
	char *into, size_t room, struct errnotice_span part, const char *what, struct errnotice_err *err)
{
	size_t used = 0;

	for (size_t i = 0; i < part.len; i++) {
		char c = part.data[i];

		if (c == '%') {
			if (part.len - i < 3 || hex(part.data[i + 1]) < 0 || hex(part.data[i + 2]) < 0)
				return errnotice_err_set(
					err, "the %s has a %% that is not followed by two hex digits", what);
			c = (char)(hex(part.data[i + 1]) << 4 | hex(part.data[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return errnotice_err_set(err, "the %s holds a NUL", what);
		if (used + 1 == room)
			return errnotice_err_set(err, "the %s is longer than %zu bytes", what, room - 1);
		into[used++] = c;
	}
	into[used] = '\0';
	return true;
}

static bool take_number(int *into, int64_t low, int64_t high, struct errnotice_span part, const char *what,
	struct errnotice_err *err)
{
	int64_t number;

	if (!errnotice_number_read(part, &number) || number < low || number > high)
		return errnotice_err_set(err, "the %s is not a number from %lld to %lld", what,
			(long long)low, (long long)high);
	*into = (int)number;
	return true;
}

/* user:password@ or password@ as redis-cli writes it with an empty user; `*rest` is what follows. */
static bool take_login(struct errnotice_redis_url *url, struct errnotice_span *rest,
	struct errnotice_span authority, struct errnotice_err *err)
{
	size_t at = authority.len, colon = 0;

	while (at > 0 && authority.data[at - 1] != '@')
		at--;
	*rest = errnotice_span(authority.data + at, authority.len - at);
	if (at == 0)
		return true;
	while (colon < at - 1 && authority.data[colon] != ':')
		colon++;
	if (colon == at - 1)
		return errnotice_err_set(
			err, "before the @ stands no \"user:password\" (the user may be empty)");
	return take(url->user, sizeof url->user, errnotice_span(authority.data, colon), "user", err)
	       && take(url->password, sizeof url->password,
		       errnotice_span(authority.data + colon + 1, at - colon - 2), "password", err);
}

/* What a name or address is made of: a ?, a blank or a second scheme shows a URL that means something else. */
static bool is_host(const char *host)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_:%";

	return host[strspn(host, allowed)] == '\0';
}

static bool take_host(struct errnotice_redis_url *url, struct errnotice_span host, struct errnotice_err *err)
{
	const char *end = NULL;
	size_t len;

	if (host.len && host.data[0] == '[') {
		end = memchr(host.data, ']', host.len);
		if (!end)
			return errnotice_err_set(err, "the address has a [ without a ]");
		len = (size_t)(end - host.data) + 1;
		if (!take(url->host, sizeof url->host, errnotice_span(host.data + 1, len - 2), "host", err))
			return false;
	} else {
		end = host.len ? memchr(host.data, ':', host.len) : NULL;
		len = end ? (size_t)(end - host.data) : host.len;
		if (!take(url->host, sizeof url->host, errnotice_span(host.data, len), "host", err))
			return false;
	}
	if (url->host[0] == '\0')
		return errnotice_err_set(err, "there is no host");
	if (!is_host(url->host))
		return errnotice_err_set(err, "the host holds a character that no name or address has");
	if (len == host.len)
		return true;
	if (host.data[len] != ':')
		return errnotice_err_set(err, "something other than :port follows the address");
	return take_number(
		&url->port, 1, 65535, errnotice_span(host.data + len + 1, host.len - len - 1), "port", err);
}

static bool parse_tcp(struct errnotice_redis_url *url, struct errnotice_span rest, struct errnotice_err *err)
{
	size_t login = rest.len, slash;
	struct errnotice_span host;

	/* a password may hold a slash, a host may not: the path begins behind the last @ */
	while (login > 0 && rest.data[login - 1] != '@')
		login--;
	for (slash = login; slash < rest.len && rest.data[slash] != '/'; slash++)
		;
	url->port = 6379;
	if (!take_login(url, &host, errnotice_span(rest.data, slash), err) || !take_host(url, host, err))
		return false;
	if (rest.len - slash <= 1)
		return true;
	return take_number(&url->db, 0, 65535, errnotice_span(rest.data + slash + 1, rest.len - slash - 1),
		"database behind the /", err);
}

static bool parse_unix(struct errnotice_redis_url *url, struct errnotice_span rest, struct errnotice_err *err)
{
	static const char db[] = "?db=";
	struct errnotice_span path;
	size_t end = 0;

	url->unix_socket = true;
	path = rest; /* one that begins with / has no login before it, and may hold an @ */
	if (rest.len > 0 && rest.data[0] != '/' && !take_login(url, &path, rest, err))
		return false;
	if (path.len == 0 || path.data[0] != '/')
		return errnotice_err_set(err, "the socket's path does not begin with /");
	while (end < path.len && path.data[end] != '?')
		end++;
	if (!take(url->host, SOCKET_PATH, errnotice_span(path.data, end), "socket's path", err))
		return false;
	if (end == path.len)
		return true;
	if (path.len - end < sizeof db || memcmp(path.data + end, db, sizeof db - 1) != 0)
		return errnotice_err_set(err, "behind the socket's path may stand ?db=N only");
	return take_number(&url->db, 0, 65535,
		errnotice_span(path.data + end + sizeof db - 1, path.len - end - (sizeof db - 1)), "db", err);
}

static bool begins(struct errnotice_span *text, const char *scheme)
{
	size_t len = strlen(scheme);

	if (text->len < len || memcmp(text->data, scheme, len) != 0)
		return false;
	*text = errnotice_span(text->data + len, text->len - len);
	return true;
}

bool errnotice_redis_url_parse(struct errnotice_redis_url *url, const char *text, struct errnotice_err *err)
{
	static const char *const later[] = {"rediss", "sentinel", "cluster"};
	struct errnotice_span rest = errnotice_span_of(text);

	memset(url, 0, sizeof *url);
	if (begins(&rest, "redis://"))
		return parse_tcp(url, rest, err);
	if (begins(&rest, "unix://"))
		return parse_unix(url, rest, err);
	for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
		struct errnotice_span scheme = rest;

		if (begins(&scheme, later[i]) && begins(&scheme, "://"))
			return errnotice_err_set(err, "%s:// is not in this version", later[i]);
	}
	return errnotice_err_set(err, "a URL of Redis begins with redis:// or unix://");
}

void errnotice_redis_url_show(const struct errnotice_redis_url *url, char *into, size_t room)
{
	if (url->unix_socket)
		snprintf(into, room, url->db ? "unix://%s?db=%d" : "unix://%s", url->host, url->db);
	else
		snprintf(into, room, strchr(url->host, ':') ? "redis://[%s]:%d/%d" : "redis://%s:%d/%d",
			url->host, url->port, url->db);
}

bool errnotice_redis_url_same(const struct errnotice_redis_url *a, const struct errnotice_redis_url *b)
{
	return a->unix_socket == b->unix_socket && a->port == b->port && a->db == b->db
	       && strcmp(a->host, b->host) == 0 && strcmp(a->user, b->user) == 0
	       && strcmp(a->password, b->password) == 0;
}
