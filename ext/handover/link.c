#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/redis_redirect.h"
#include "ext/handover/link.h"

#define TURN_MS 1000  /* a node that is probed and says nothing for so long has had its turn */
#define NAME_MS 10000 /* so, while its name is looked up: who turns to another name drops the answer */

void errnotice_link_close(struct errnotice_link *link)
{
	errnotice_transport_close(&link->transport);
	link->stage = ERRNOTICE_LINK_CLOSED;
}

/* -- whom to try --------------------------------------------------------- */

static void turn_to(struct errnotice_link *link, const struct errnotice_redis_node *node, bool is_sentinel)
{
	errnotice_transport_close(&link->transport);
	if (is_sentinel)
		errnotice_redis_url_towards_sentinel(&link->url, node, &link->node);
	else
		errnotice_redis_url_towards(&link->url, node, &link->node);
	link->at_sentinel = is_sentinel;
	link->asking = false;
	link->stage = ERRNOTICE_LINK_RESOLVING;
	link->since_ms = errnotice_clock_ms();
}

static void turn_to_next(struct errnotice_link *link)
{
	turn_to(link, &link->url.nodes[link->next], link->url.way == ERRNOTICE_REDIS_SENTINEL);
}

void errnotice_link_open(struct errnotice_link *link, const struct errnotice_redis_url *url)
{
	if (!errnotice_redis_url_same(&link->url, url)) {
		link->next = 0;
		link->known.host[0] = '\0';
	}
	errnotice_transport_close(&link->transport);
	link->url = *url;
	link->left = url->node_count ? url->node_count : 1;
	if (url->way == ERRNOTICE_REDIS_DIRECT) {
		link->node = *url;
		link->at_sentinel = link->asking = false;
		link->stage = ERRNOTICE_LINK_RESOLVING;
		link->since_ms = errnotice_clock_ms();
	} else if (link->known.host[0]) {
		link->left++;
		turn_to(link, &link->known, false);
	} else {
		turn_to_next(link);
	}
}

/* False when all had their turn. */
static bool try_another(struct errnotice_link *link)
{
	/* kept from call to call: a dead first one of the list is not waited for each time */
	if (!link->known.host[0] && link->url.node_count)
		link->next = (link->next + 1) % link->url.node_count;
	link->known.host[0] = '\0';
	if (link->left <= 1)
		return false;
	link->left--;
	turn_to_next(link);
	return true;
}

bool errnotice_link_follows(struct errnotice_link *link, const char *refusal)
{
	struct errnotice_redis_redirect redirect;

	if (link->url.way == ERRNOTICE_REDIS_SENTINEL && strncmp(refusal, "READONLY", 8) == 0) {
		errnotice_link_open(link, &link->url);
		return true;
	}
	if (link->url.way != ERRNOTICE_REDIS_CLUSTER || !errnotice_redis_redirect_read(&redirect, refusal))
		return false;
	if (!redirect.node.host[0])
		strcpy(redirect.node.host, link->node.host);
	if (!redirect.asking)
		link->known = redirect.node;
	link->left = 1;
	turn_to(link, &redirect.node, false);
	link->asking = redirect.asking;
	return true;
}

/* -- one step ------------------------------------------------------------ */

static enum errnotice_progress fail(struct errnotice_err *err, const char *what)
{
	errnotice_err_set(err, "%s", what);
	return ERRNOTICE_FAILED;
}

static enum errnotice_progress resolve(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err)
{
	struct errnotice_addresses addresses;

	switch (errnotice_resolve(&link->node, deadline_ms, &addresses, err)) {
	case ERRNOTICE_RESOLVED:
		link->stage = ERRNOTICE_LINK_CONNECTING;
		link->since_ms = errnotice_clock_ms();
		return errnotice_transport_open(&link->transport, &link->node, &addresses, err)
			       ? ERRNOTICE_DONE
			       : ERRNOTICE_FAILED;
	case ERRNOTICE_RESOLVING:
		errnotice_err_set(err, "%s: no answer of the name server in time", link->node.host);
		return ERRNOTICE_NOT_YET;
	case ERRNOTICE_UNRESOLVED:
		break;
	}
	return ERRNOTICE_FAILED;
}

static bool say(struct errnotice_link *link, const char *a, const char *b, const char *c)
{
	const char *argv[3] = {a, b, c};
	size_t lens[3], argc = 0;

	while (argc < 3 && argv[argc]) {
		lens[argc] = strlen(argv[argc]);
		argc++;
	}
	return errnotice_transport_command(&link->transport, argc, argv, lens);
}

static enum errnotice_progress connect_it(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err)
{
	enum errnotice_progress progress = errnotice_transport_ready(&link->transport, deadline_ms, err);
	bool said = true;

	if (progress != ERRNOTICE_DONE)
		return progress;
	link->stage = ERRNOTICE_LINK_READY;
	if (link->at_sentinel) {
		link->stage = ERRNOTICE_LINK_FINDING;
		said = say(link, "SENTINEL", "get-master-addr-by-name", link->url.master);
	} else if (link->url.way == ERRNOTICE_REDIS_SENTINEL) {
		link->stage = ERRNOTICE_LINK_CHECKING;
		said = say(link, "ROLE", NULL, NULL);
	} else if (link->asking) {
		errnotice_transport_ask(&link->transport);
	}
	return said ? ERRNOTICE_DONE : fail(err, "no memory to ask it");
}

static enum errnotice_progress find(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err)
{
	struct errnotice_redis_node master;
	struct errnotice_reply reply;
	enum errnotice_progress progress =
		errnotice_transport_look(&link->transport, deadline_ms, &reply, err);

	if (progress != ERRNOTICE_DONE)
		return progress;
	master.port = atoi(reply.second);
	if (reply.kind != ERRNOTICE_REPLY_LIST || !reply.text[0] || master.port < 1 || master.port > 65535)
		return fail(err, "knows no master of that name");
	snprintf(master.host, sizeof(master.host), "%.255s", reply.text);
	turn_to(link, &master, false);
	return ERRNOTICE_DONE;
}

static enum errnotice_progress check(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err)
{
	struct errnotice_reply reply;
	enum errnotice_progress progress =
		errnotice_transport_look(&link->transport, deadline_ms, &reply, err);

	if (progress != ERRNOTICE_DONE)
		return progress;
	if (reply.kind == ERRNOTICE_REPLY_LIST && strcmp(reply.text, "master") != 0)
		return fail(err, "is not the master that a sentinel says it is");
	/* whose user may not ask that: a replica would take nothing, and say so */
	link->stage = ERRNOTICE_LINK_READY;
	return ERRNOTICE_DONE;
}

static enum errnotice_progress step(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err)
{
	switch (link->stage) {
	case ERRNOTICE_LINK_RESOLVING:
		return resolve(link, deadline_ms, err);
	case ERRNOTICE_LINK_CONNECTING:
		return connect_it(link, deadline_ms, err);
	case ERRNOTICE_LINK_FINDING:
		return find(link, deadline_ms, err);
	case ERRNOTICE_LINK_CHECKING:
		return check(link, deadline_ms, err);
	default:
		return ERRNOTICE_FAILED;
	}
}

/* -- all of it ----------------------------------------------------------- */

/* A sentinel and a node of the list get their share; the master that was found gets what is left. */
static int64_t turn_ends_ms(const struct errnotice_link *link, int64_t deadline_ms)
{
	bool is_last = link->left <= 1 || (link->url.way == ERRNOTICE_REDIS_SENTINEL && !link->at_sentinel);
	int64_t left_ms = deadline_ms - link->since_ms;

	return left_ms <= 0 || is_last ? deadline_ms : link->since_ms + left_ms / link->left;
}

/* Whether it is another's turn after this one has not answered so far. */
static bool turn_is_over(const struct errnotice_link *link, int64_t deadline_ms)
{
	int64_t now_ms = errnotice_clock_ms();
	int64_t most_ms = link->stage == ERRNOTICE_LINK_RESOLVING ? NAME_MS : TURN_MS;

	if (link->url.way == ERRNOTICE_REDIS_DIRECT)
		return false;
	return now_ms < deadline_ms ? now_ms >= turn_ends_ms(link, deadline_ms)
				    : now_ms - link->since_ms > most_ms;
}

/* Of several nodes it is said which one. */
static void tell(
	const struct errnotice_link *link, const struct errnotice_err *reason, struct errnotice_err *err)
{
	if (link->url.way == ERRNOTICE_REDIS_DIRECT)
		errnotice_err_set(err, "%s", reason->text);
	else
		errnotice_err_set(err, "%.100s:%d: %s", link->node.host, link->node.port, reason->text);
}

enum errnotice_progress errnotice_link_ready(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err)
{
	while (link->stage != ERRNOTICE_LINK_READY) {
		struct errnotice_err reason = {.text = ""};
		enum errnotice_progress progress = step(link, turn_ends_ms(link, deadline_ms), &reason);

		if (progress == ERRNOTICE_DONE)
			continue;
		if (progress == ERRNOTICE_NOT_YET)
			errnotice_err_set(&reason, "no connection in time");
		if (progress == ERRNOTICE_NOT_YET && !turn_is_over(link, deadline_ms)) {
			tell(link, &reason, err);
			return ERRNOTICE_NOT_YET;
		}
		if (!try_another(link)) {
			tell(link, &reason, err);
			errnotice_link_close(link);
			return ERRNOTICE_FAILED;
		}
	}
	return ERRNOTICE_DONE;
}

bool errnotice_link_usable(const struct errnotice_link *link, const struct errnotice_redis_url *url)
{
	if (link->stage == ERRNOTICE_LINK_CLOSED || !errnotice_redis_url_same(&link->url, url))
		return false;
	/* between two nodes there is no connection to look at */
	if (link->stage == ERRNOTICE_LINK_RESOLVING)
		return true;
	return errnotice_transport_usable(&link->transport, &link->node);
}
