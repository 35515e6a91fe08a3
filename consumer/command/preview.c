#include "consumer/command/preview.h"

#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "consumer/deliver/message.h"

/* As the consumer keeps it. */
static char *clean(const struct errnotice_event *event, enum errnotice_field field)
{
	struct errnotice_span text = event->field[field];
	size_t most = errnotice_field_limit(field);
	char *copy = calloc(1, most + 1);

	if (copy) {
		errnotice_text_clean(copy, most, text.data, text.len);
	}
	return copy;
}

static bool fill(struct issue *issue, const struct errnotice_event *event)
{
	const struct {
		char **into;
		enum errnotice_field field;
	} texts[] = {
		{&issue->app, ERRNOTICE_FIELD_APP},
		{&issue->env, ERRNOTICE_FIELD_ENV},
		{&issue->class, ERRNOTICE_FIELD_CLASS},
		{&issue->code, ERRNOTICE_FIELD_CODE},
		{&issue->site, ERRNOTICE_FIELD_SITE},
		{&issue->message, ERRNOTICE_FIELD_MESSAGE},
		{&issue->release, ERRNOTICE_FIELD_RELEASE},
		{&issue->first_release, ERRNOTICE_FIELD_RELEASE},
		{&issue->host, ERRNOTICE_FIELD_HOST},
		{&issue->sapi, ERRNOTICE_FIELD_SAPI},
		{&issue->file, ERRNOTICE_FIELD_FILE},
		{&issue->line, ERRNOTICE_FIELD_LINE},
		{&issue->event_id, ERRNOTICE_FIELD_ID},
		{&issue->detail, ERRNOTICE_FIELD_DETAIL},
	};
	bool fine = true;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		*texts[i].into = clean(event, texts[i].field);
		fine = fine && *texts[i].into;
	}
	/* the store's are checked digits, and a message says them as they are */
	errnotice_text_line(issue->fp, ERRNOTICE_FP_LEN, event->field[ERRNOTICE_FIELD_FP].data,
		event->field[ERRNOTICE_FIELD_FP].len);
	issue->first_seen = issue->last_seen = event->time_ms / 1000;
	issue->total = issue->hour = event->count;
	return fine;
}

static struct preview make(const struct message_item *item, const struct message_to *to)
{
	const struct issue *issue = item->issue;
	const struct template *template = item->route->template;
	const struct message_sum sum = {
		.app = issue->app, .env = issue->env, .issues = 1, .fresh = 1, .events = item->events};
	struct preview made = {.message = message_single(item, to)};

	if (template && template->digest.count > 0) {
		made.digest = message_digest(item, 1, &sum, to);
	}
	return made;
}

struct preview preview(const struct conf *conf, const struct conf_route *route,
	const struct conf_robot *robot, const struct errnotice_event *event)
{
	struct errnotice_err err = {0};
	struct issue issue = {0};
	struct zone *zone = zone_open(robot->timezone, &err);
	struct message_item item = {.issue = &issue,
		.title = conf_title_of(conf, event->field[ERRNOTICE_FIELD_CODE]),
		.route = route,
		.events = event->count,
		.state = ISSUE_NEW};
	struct message_to to = {robot, zone, "preview"};
	struct preview made = {NULL, NULL};

	if (fill(&issue, event)) {
		made = make(&item, &to);
	}
	issue_clear(&issue);
	zone_free(zone);
	return made;
}
