#include "common/redis_url.h"

#include <string.h>
#include "common/number.h"
#include "common/percent.h"

enum { SOCKET_PATH = 108 }; /* bytes of sun_path, the terminator included */

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
	return errnotice_percent_decode(
		       url->user, sizeof url->user, errnotice_span(authority.data, colon), "user", err)
	       && errnotice_percent_decode(url->password, sizeof url->password,
		       errnotice_span(authority.data + colon + 1, at - colon - 2), "password", err);
}

/* What a name or address is made of: a ?, a blank or a second scheme shows a URL that means something else. */
static bool is_host(const char *host)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_:%";

	return host[strspn(host, allowed)] == '\0';
}

static bool take_node(
	struct errnotice_redis_node *node, int port, struct errnotice_span text, struct errnotice_err *err)
{
	const char *end = NULL;
	struct errnotice_span name;
	size_t len;

	node->port = port;
	if (text.len && text.data[0] == '[') {
		end = memchr(text.data, ']', text.len);
		if (!end)
			return errnotice_err_set(err, "the address has a [ without a ]");
		len = (size_t)(end - text.data) + 1;
		name = errnotice_span(text.data + 1, len - 2);
	} else {
		end = text.len ? memchr(text.data, ':', text.len) : NULL;
		len = end ? (size_t)(end - text.data) : text.len;
		name = errnotice_span(text.data, len);
	}
	if (!errnotice_percent_decode(node->host, sizeof node->host, name, "host", err))
		return false;
	if (node->host[0] == '\0')
		return errnotice_err_set(err, "there is no host");
	if (!is_host(node->host))
		return errnotice_err_set(err, "the host holds a character that no name or address has");
	if (len == text.len)
		return true;
	if (text.data[len] != ':')
		return errnotice_err_set(err, "something other than :port follows the address");
	return take_number(
		&node->port, 1, 65535, errnotice_span(text.data + len + 1, text.len - len - 1), "port", err);
}

/* -- options ------------------------------------------------------------- */

/* What stands before `mark`; `*text` is then what follows it. */
static struct errnotice_span cut(struct errnotice_span *text, char mark)
{
	const char *at = text->len ? memchr(text->data, mark, text->len) : NULL;
	struct errnotice_span before = *text;

	if (!at) {
		*text = errnotice_span(text->data + text->len, 0);
		return before;
	}
	before.len = (size_t)(at - text->data);
	*text = errnotice_span(at + 1, text->len - before.len - 1);
	return before;
}

static bool take_sentinel_option(struct errnotice_redis_url *url, struct errnotice_span name,
	struct errnotice_span value, struct errnotice_err *err)
{
	if (errnotice_span_is(name, "sentinel_user"))
		return errnotice_percent_decode(
			url->sentinel_user, sizeof url->sentinel_user, value, "sentinel_user", err);
	if (errnotice_span_is(name, "sentinel_password"))
		return errnotice_percent_decode(url->sentinel_password, sizeof url->sentinel_password, value,
			"sentinel_password", err);
	return errnotice_err_set(err,
		"behind the ? may stand tls, ca, cert, key, and of sentinel:// sentinel_user and "
		"sentinel_password only");
}

static bool take_option(struct errnotice_redis_url *url, struct errnotice_span name,
	struct errnotice_span value, struct errnotice_err *err)
{
	if (errnotice_span_is(name, "ca"))
		return errnotice_percent_decode(url->ca, sizeof url->ca, value, "ca", err);
	if (errnotice_span_is(name, "cert"))
		return errnotice_percent_decode(url->cert, sizeof url->cert, value, "cert", err);
	if (errnotice_span_is(name, "key"))
		return errnotice_percent_decode(url->key, sizeof url->key, value, "key", err);
	if (!errnotice_span_is(name, "tls"))
		return take_sentinel_option(url, name, value, err);
	url->tls = true;
	return errnotice_span_is(value, "yes") || errnotice_err_set(err, "tls can only be yes");
}

static bool take_options(
	struct errnotice_redis_url *url, struct errnotice_span options, struct errnotice_err *err)
{
	while (options.len > 0) {
		struct errnotice_span value = cut(&options, '&');
		struct errnotice_span name = cut(&value, '=');

		if (!take_option(url, name, value, err))
			return false;
	}
	if (!url->tls && (*url->ca || *url->cert || *url->key))
		return errnotice_err_set(err, "ca, cert and key are for rediss:// or tls=yes");
	if (!*url->cert != !*url->key)
		return errnotice_err_set(err, "cert and key go together");
	if (url->way != ERRNOTICE_REDIS_SENTINEL && (*url->sentinel_user || *url->sentinel_password))
		return errnotice_err_set(err, "sentinel_user and sentinel_password are for sentinel://");
	return !*url->sentinel_user || *url->sentinel_password
	       || errnotice_err_set(err, "sentinel_user needs a sentinel_password");
}

/* -- schemes ------------------------------------------------------------- */

struct parts {
	struct errnotice_span hosts, path, options;
};

/* A password may hold a slash, a host may not: the path begins behind the last @. */
static bool take_apart(struct errnotice_redis_url *url, struct errnotice_span rest, struct parts *parts,
	struct errnotice_err *err)
{
	size_t login = rest.len, end;

	while (login > 0 && rest.data[login - 1] != '@')
		login--;
	for (end = login; end < rest.len && rest.data[end] != '/' && rest.data[end] != '?'; end++)
		;
	parts->options = errnotice_span(rest.data + end, rest.len - end);
	parts->path = cut(&parts->options, '?');
	if (parts->path.len > 0)
		parts->path = errnotice_span(parts->path.data + 1, parts->path.len - 1);
	return take_login(url, &parts->hosts, errnotice_span(rest.data, end), err)
	       && take_options(url, parts->options, err);
}

static bool take_db(struct errnotice_redis_url *url, struct errnotice_span text, struct errnotice_err *err)
{
	return text.len == 0 || take_number(&url->db, 0, 65535, text, "database behind the /", err);
}

static bool parse_tcp(struct errnotice_redis_url *url, struct errnotice_span rest, struct errnotice_err *err)
{
	struct errnotice_redis_node node;
	struct parts parts;

	if (!take_apart(url, rest, &parts, err) || !take_node(&node, 6379, parts.hosts, err))
		return false;
	strcpy(url->host, node.host);
	url->port = node.port;
	return take_db(url, parts.path, err);
}

static bool parse_tls(struct errnotice_redis_url *url, struct errnotice_span rest, struct errnotice_err *err)
{
	url->tls = true;
	return parse_tcp(url, rest, err);
}

static bool take_nodes(
	struct errnotice_redis_url *url, int port, struct errnotice_span list, struct errnotice_err *err)
{
	do {
		struct errnotice_span text = cut(&list, ',');

		if (url->node_count == ERRNOTICE_REDIS_NODES)
			return errnotice_err_set(err, "there are more than %d hosts", ERRNOTICE_REDIS_NODES);
		if (!take_node(&url->nodes[url->node_count], port, text, err))
			return false;
		url->node_count++;
	} while (list.len > 0);
	return true;
}

static bool parse_sentinel(
	struct errnotice_redis_url *url, struct errnotice_span rest, struct errnotice_err *err)
{
	struct errnotice_span master;
	struct parts parts;

	url->way = ERRNOTICE_REDIS_SENTINEL;
	if (!take_apart(url, rest, &parts, err) || !take_nodes(url, 26379, parts.hosts, err))
		return false;
	master = cut(&parts.path, '/');
	if (master.len == 0)
		return errnotice_err_set(err, "behind the sentinels stands no /name of the master");
	return errnotice_percent_decode(url->master, sizeof url->master, master, "master's name", err)
	       && take_db(url, parts.path, err);
}

static bool parse_cluster(
	struct errnotice_redis_url *url, struct errnotice_span rest, struct errnotice_err *err)
{
	struct parts parts;

	url->way = ERRNOTICE_REDIS_CLUSTER;
	if (!take_apart(url, rest, &parts, err) || !take_nodes(url, 6379, parts.hosts, err)
		|| !take_db(url, parts.path, err))
		return false;
	return url->db == 0 || errnotice_err_set(err, "a cluster has the database 0 only");
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
	if (!errnotice_percent_decode(
		    url->host, SOCKET_PATH, errnotice_span(path.data, end), "socket's path", err))
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
	static const struct {
		const char *scheme;
		bool (*parse)(struct errnotice_redis_url *url, struct errnotice_span rest,
			struct errnotice_err *err);
	} schemes[] = {
		{"redis://", parse_tcp},
		{"rediss://", parse_tls},
		{"unix://", parse_unix},
		{"sentinel://", parse_sentinel},
		{"cluster://", parse_cluster},
	};
	struct errnotice_span rest = errnotice_span_of(text);

	memset(url, 0, sizeof *url);
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (begins(&rest, schemes[i].scheme))
			return schemes[i].parse(url, rest, err);
	return errnotice_err_set(
		err, "a URL of Redis begins with redis://, rediss://, unix://, sentinel:// or cluster://");
}
