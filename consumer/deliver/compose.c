#include "consumer/deliver/compose.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/store/bulletins.h"
#include "consumer/store/issues.h"

static const struct conf_route *route_of(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->route_count; i++) {
		if (strcmp(conf->routes[i].name, name) == 0) {
			return &conf->routes[i];
		}
	}
	return NULL;
}

static void fill(struct message_item *item, const struct conf *conf, const struct notice_due *due,
	const struct issue *issue)
{
	item->issue = issue;
	item->title = conf_title_of(conf, errnotice_span_of(issue->code));
	item->route = route_of(conf, due->route);
	item->events = due->events;
	item->state = due->state;
	item->told_at = due->told_at;
	if (due->state != ISSUE_RECOVERED) { /* over before anybody heard of it */
		item->escalated = due->escalated;
	}
}

static struct message_sum sum_up(const struct notice_due *dues, size_t count)
{
	struct message_sum sum = {.app = dues[0].app, .env = dues[0].env, .issues = count};

	for (size_t i = 0; i < count; i++) {
		sum.events += dues[i].events;
		sum.fresh += dues[i].state == ISSUE_NEW;
		sum.back += dues[i].state == ISSUE_BACK;
		sum.recovered += dues[i].state == ISSUE_RECOVERED;
		sum.escalated += dues[i].escalated.events > 0 && dues[i].state != ISSUE_RECOVERED;
		if (strcmp(dues[i].app, dues[0].app) != 0) {
			sum.app = "";
		}
		if (strcmp(dues[i].env, dues[0].env) != 0) {
			sum.env = "";
		}
	}
	return sum;
}

static char *make(const struct message_item *items, size_t listed, const struct message_to *to,
	const struct notice_due *dues, size_t count)
{
	if (count == 1) {
		return message_single(&items[0], to);
	}
	struct message_sum sum = sum_up(dues, count);
	return message_digest(items, listed, &sum, to);
}

char *compose(struct store *store, const struct conf *conf, const struct message_to *to,
	const struct notice_due *dues, size_t count, int64_t now_s, bool *crowded, struct errnotice_err *err)
{
	struct issue issues[MESSAGE_LINES] = {0};
	struct message_item items[MESSAGE_LINES] = {0};
	size_t listed = count < MESSAGE_LINES ? count : MESSAGE_LINES;
	char *body = NULL;
	bool fine = true;

	for (size_t i = 0; fine && i < listed; i++) {
		fine = issues_load(store, dues[i].fp, now_s, &issues[i], err);
		if (fine) {
			fill(&items[i], conf, &dues[i], &issues[i]);
		}
	}
	if (fine) {
		body = make(items, listed, to, dues, count);
		fine = body || errnotice_err_set(err, "no memory for a message");
		*crowded = message_is_crowded(items, listed);
	}
	for (size_t i = 0; i < listed; i++) {
		issue_clear(&issues[i]);
	}
	return body;
}

char *compose_bulletin(struct store *store, enum bulletin_kind kind, const struct message_to *to,
	int64_t now_s, struct errnotice_err *err)
{
	struct bulletin_list list;

	if (!bulletins_take(store, kind, now_s, &list, err)) {
		return NULL;
	}
	char *body = message_bulletin(kind, &list, to);
	if (!body) {
		errnotice_err_set(err, "no memory for a message");
	}
	return body;
}
