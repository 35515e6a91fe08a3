#include "consumer/command/explain.h"

#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "common/clock.h"
#include "common/text.h"
#include "consumer/command/event_file.h"
#include "consumer/command/existing.h"
#include "consumer/command/explain_show.h"
#include "consumer/command/preview.h"
#include "consumer/deliver/envelope.h"
#include "consumer/plan/route.h"
#include "consumer/plan/silence.h"

static const enum errnotice_field looked_at[] = {ERRNOTICE_FIELD_KIND, ERRNOTICE_FIELD_CODE,
	ERRNOTICE_FIELD_APP, ERRNOTICE_FIELD_ENV, ERRNOTICE_FIELD_CLASS, ERRNOTICE_FIELD_PATH,
	ERRNOTICE_FIELD_HOST};

enum { LOOKED_AT = sizeof(looked_at) / sizeof(*looked_at) };

/* What came from an application, so that no terminal obeys it. */
static json_t *shown(struct errnotice_span text)
{
	char line[256];

	return json_stringn(line, errnotice_text_line(line, sizeof(line), text.data, text.len));
}

static json_t *line(const char *text)
{
	return shown(errnotice_span_of(text));
}

static json_t *fields_of(const struct errnotice_event *event)
{
	json_t *fields = json_object();

	for (size_t i = 0; i < LOOKED_AT; i++) {
		json_object_set_new(
			fields, errnotice_field_name(looked_at[i]), shown(event->field[looked_at[i]]));
	}
	return fields;
}

static json_t *people_of(const struct mentions *mentions)
{
	json_t *list = json_array();

	for (size_t i = 0; i < mentions->mobile_count; i++) {
		json_array_append_new(list, json_string(mentions->mobiles[i]));
	}
	for (size_t i = 0; i < mentions->user_count; i++) {
		json_array_append_new(list, json_sprintf("user:%s", mentions->users[i]));
	}
	if (mentions->all) {
		json_array_append_new(list, json_string("all"));
	}
	return list;
}

static json_t *dictionary_of(const struct conf_title *title)
{
	struct mentions owner = {0};

	if (!title) {
		return json_null();
	}
	mentions_add(&owner, &title->owner);
	return json_pack("{s:s, s:s, s:s, s:o, s:s}", "section", title->pattern, "title", title->title,
		"severity", conf_severity_name(title->severity), "owner", people_of(&owner), "link",
		title->link);
}

struct explaining {
	const struct conf *conf;
	const struct errnotice_event *event;
	enum explain_how how;
	const struct conf_title *title;
	const struct explain_silences *silences;
	const char *told_by; /* the robot whose messages count, NULL as long as there is none */
};

/* As DingTalk would get it, less what is made for each sending; NULL for NULL.  Frees it. */
static json_t *parsed(char *body)
{
	json_t *message = body ? json_loads(body, 0, NULL) : NULL;

	free(body);
	json_object_del(message, "msgUuid");
	return message;
}

static json_t *message_of(
	const struct explaining *x, const struct conf_route *route, const struct conf_robot *robot)
{
	struct preview made = preview(x->conf, route, robot, x->event);

	return json_pack("{s:s, s:o*, s:o*}", "robot", robot->name, "body", parsed(made.message), "digest",
		parsed(made.digest));
}

static json_t *escalation_of(const struct conf *conf, const struct conf_route *route)
{
	const struct conf_escalate *escalate = &route->escalate;
	struct mentions mentions = {0};

	if (escalate->when.events == 0) {
		return json_null();
	}
	mentions_add(&mentions, &escalate->mention);
	return json_pack("{s:i, s:I, s:s, s:o}", "events", escalate->when.events, "seconds",
		(json_int_t)escalate->when.length_s, "robot", conf->robots[escalate->robot].name, "mentions",
		people_of(&mentions));
}

static void add_times(json_t *row, const struct conf *conf, const struct conf_route *route)
{
	const struct conf_quiet *quiet = &route->quiet;

	json_object_set_new(row, "threshold",
		json_pack("{s:i, s:I}", "events", route->threshold.events, "seconds",
			(json_int_t)route->threshold.length_s));
	json_object_set_new(row, "escalate", escalation_of(conf, route));
	json_object_set_new(row, "repeat_s", json_integer(route->repeat_s));
	json_object_set_new(row, "quiet",
		quiet->is_set ? json_sprintf("%02d:%02d-%02d:%02d", quiet->from_s / 3600,
			quiet->from_s / 60 % 60, quiet->to_s / 3600, quiet->to_s / 60 % 60)
			      : json_null());
}

static json_t *taking(struct explaining *x, const struct conf_route *route)
{
	struct mentions mentions = {0};
	json_t *robots = json_array(), *messages = x->how & EXPLAIN_MESSAGE ? json_array() : NULL;

	mentions_add(&mentions, &route->mention);
	if (x->title) {
		mentions_add(&mentions, &x->title->owner);
	}
	for (size_t i = 0; i < route->robot_count; i++) {
		const struct conf_robot *robot = &x->conf->robots[route->robots[i]];
		x->told_by = x->told_by ? x->told_by : robot->name;
		json_array_append_new(robots, json_string(robot->name));
		if (messages) {
			json_array_append_new(messages, message_of(x, route, robot));
		}
	}
	json_t *row = json_pack("{s:s, s:s, s:o, s:o, s:s, s:o*}", "route", route->name, "verdict", "takes",
		"robots", robots, "mentions", people_of(&mentions), "template", route->template_file,
		"messages", messages);
	add_times(row, x->conf, route);
	return row;
}

static json_t *not_taking(const struct conf_route *route, const char *verdict, const char *because)
{
	return json_pack("{s:s, s:s, s:s}", "route", route->name, "verdict", verdict, "because", because);
}

static bool is_taken(const struct silences_row *row, const struct errnotice_event *event)
{
	struct silence silence = {0};
	struct errnotice_err unused = {""};
	bool taken = silence_parse(&silence, row->code, row->class, row->fp, &unused)
		     && silence_takes(&silence, event);

	silence_clear(&silence);
	return taken;
}

/* Those that hold for the event; JSON's null when nobody knows. */
static json_t *silences_of(const struct explaining *x)
{
	json_t *list = x->silences->unknown ? json_null() : json_array();

	for (size_t i = 0; i < x->silences->count; i++) {
		const struct silences_row *row = &x->silences->rows[i];
		if (is_taken(row, x->event)) {
			json_array_append_new(
				list, json_pack("{s:I, s:o, s:o, s:I}", "id", (json_int_t)row->id, "owner",
					      line(row->owner), "why", line(row->why), "until",
					      (json_int_t)row->until_s));
		}
	}
	return list;
}

/* What a host had to drop is told beside errors, and by no route. */
static json_t *lost(const struct explaining *x)
{
	const struct conf_robot *robot = x->conf->hosts.robot;

	return json_pack("{s:o, s:n, s:[], s:s, s:s?}", "event", fields_of(x->event), "dictionary", "routes",
		"events", "lost", "told_by", robot ? robot->name : NULL);
}

static json_t *make(struct explaining *x)
{
	if (errnotice_span_is(x->event->field[ERRNOTICE_FIELD_KIND], "lost")) {
		return lost(x);
	}
	json_t *routes = json_array();
	const char *ended_by = NULL;
	bool taken = false;

	for (size_t i = 0; i < x->conf->route_count; i++) {
		const struct conf_route *route = &x->conf->routes[i];
		const char *refuses = route_refuses(route, x->event);
		if (ended_by) {
			json_array_append_new(routes, not_taking(route, "not asked", ended_by));
		} else if (refuses) {
			json_array_append_new(routes, not_taking(route, "refuses", refuses));
		} else {
			json_array_append_new(routes, taking(x, route));
			taken = true;
			ended_by = route->go_on ? NULL : route->name;
		}
	}
	json_t *silences = silences_of(x);
	if (json_array_size(silences) > 0) {
		x->told_by = NULL;
	}
	const char *events = x->told_by ? "told" : taken ? "muted" : "unrouted";
	return json_pack("{s:o, s:o, s:o, s:o, s:o*, s:s, s:s?}", "event", fields_of(x->event), "dictionary",
		dictionary_of(x->title), "routes", routes, "silences", silences, "silences_unknown",
		x->silences->unknown ? line(x->silences->unknown) : NULL, "events", events, "told_by",
		x->told_by);
}

void explain(const struct conf *conf, const struct errnotice_event *event, enum explain_how how,
	const struct explain_silences *silences, FILE *out)
{
	struct explaining explaining = {.conf = conf,
		.event = event,
		.how = how,
		.silences = silences,
		.title = conf_title_of(conf, event->field[ERRNOTICE_FIELD_CODE])};
	json_t *explained = make(&explaining);

	if (how & EXPLAIN_JSON) {
		json_dumpf(explained, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
		fputc('\n', out);
	} else {
		explain_show(out, explained);
	}
	json_decref(explained);
}

/* --- the command --- */

/* With what the store says of now, if it can be asked. */
static void explain_now(const struct conf *conf, const struct errnotice_event *event, enum explain_how how)
{
	static struct silences_row rows[SILENCE_MOST];
	struct explain_silences silences = {.rows = rows};
	struct errnotice_err err = {""};
	struct store *store = existing_open(&conf->store.address, &err);
	int64_t now_s = errnotice_clock_unix_ms() / 1000;

	if (!store || !silences_load(store, now_s, rows, SILENCE_MOST, &silences.count, &err)) {
		silences.unknown = err.text;
		silences.count = 0;
	}
	explain(conf, event, how, &silences, stdout);
	store_close(store);
}

static enum exit_status explain_file(const struct conf *conf, const char *path, enum explain_how how)
{
	struct errnotice_err err = {0};
	struct event_file file;
	bool fine = event_file_read(&file, path, &err);

	if (fine) {
		explain_now(conf, &file.event, how);
	} else {
		fprintf(stderr, "%s: %s\n", path, err.text);
	}
	event_file_clear(&file);
	return fine ? STATUS_DONE : STATUS_WRONG;
}

static void explain_words(const struct conf *conf, const char *const said[LOOKED_AT], enum explain_how how)
{
	struct errnotice_event event = {.count = 1, .time_ms = errnotice_clock_unix_ms()};

	for (size_t i = 0; i < LOOKED_AT; i++) {
		event.field[looked_at[i]] = errnotice_span_of(said[i] ? said[i] : "");
	}
	explain_now(conf, &event, how);
}

enum exit_status explain_command(struct options *options)
{
	bool json = false, message = false;
	const char *said[LOOKED_AT] = {NULL};
	const struct options_row rows[] = {{"kind", .value = &said[0]}, {"code", .value = &said[1]},
		{"app", .value = &said[2]}, {"env", .value = &said[3]}, {"class", .value = &said[4]},
		{"path", .value = &said[5]}, {"host", .value = &said[6]}, {"json", .flag = &json},
		{"message", .flag = &message}, {.name = NULL}};
	enum exit_status status = STATUS_DONE;

	if (!options_read(options, rows, 0, 1)) {
		return options->status;
	}
	if ((options->word_count > 0) == (said[1] != NULL)) {
		return options_wrong("explain needs a file, or --code");
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum explain_how how = (json ? EXPLAIN_JSON : 0) | (message ? EXPLAIN_MESSAGE : 0);
	if (options->word_count > 0) {
		status = explain_file(conf, options->words[0], how);
	} else {
		said[0] = said[0] ? said[0] : strncmp(said[1], "E_", 2) == 0 ? "fatal" : "exception";
		explain_words(conf, said, how);
	}
	conf_free(conf);
	return status;
}
