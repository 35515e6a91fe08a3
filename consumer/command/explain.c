#include "consumer/command/explain.h"

#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "common/clock.h"
#include "common/text.h"
#include "consumer/command/event_file.h"
#include "consumer/command/preview.h"
#include "consumer/deliver/envelope.h"
#include "consumer/plan/route.h"

/* --- what would become of it, as JSON --- */

static const char *const severities[] = {
	[CONF_CRITICAL] = "critical", [CONF_ERROR] = "error", [CONF_WARNING] = "warning"};

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
		"severity", severities[title->severity], "owner", people_of(&owner), "link", title->link);
}

struct explaining {
	const struct conf *conf;
	const struct errnotice_event *event;
	enum explain_how how;
	const struct conf_title *title;
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

static void add_times(json_t *row, const struct conf_route *route)
{
	const struct conf_quiet *quiet = &route->quiet;

	json_object_set_new(row, "threshold",
		json_pack("{s:i, s:I}", "events", route->threshold.events, "seconds",
			(json_int_t)route->threshold.length_s));
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
	add_times(row, route);
	return row;
}

static json_t *not_taking(const struct conf_route *route, const char *verdict, const char *because)
{
	return json_pack("{s:s, s:s, s:s}", "route", route->name, "verdict", verdict, "because", because);
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
	const char *events = x->told_by ? "told" : taken ? "muted" : "unrouted";
	return json_pack("{s:o, s:o, s:o, s:s, s:s?}", "event", fields_of(x->event), "dictionary",
		dictionary_of(x->title), "routes", routes, "events", events, "told_by", x->told_by);
}

/* --- the same in words --- */

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static void say_list(FILE *out, const char *before, const json_t *list)
{
	const json_t *item;
	size_t index;

	json_array_foreach(list, index, item)
	{
		fprintf(out, "%s%s", index ? ", " : before, json_string_value(item));
	}
	fputs(json_array_size(list) ? "\n" : "", out);
}

static void say_event(FILE *out, const json_t *event)
{
	fputs("event:", out);
	for (size_t i = 0; i < LOOKED_AT; i++) {
		const char *name = errnotice_field_name(looked_at[i]), *value = text_of(event, name);
		if (*value) {
			fprintf(out, " %s %s", name, value);
		}
	}
	fputc('\n', out);
}

static void say_dictionary(FILE *out, const json_t *dictionary)
{
	if (!json_is_object(dictionary)) {
		fputs("dictionary: does not name the code\n", out);
		return;
	}
	fprintf(out, "dictionary: [%s] %s, severity %s\n", text_of(dictionary, "section"),
		text_of(dictionary, "title"), text_of(dictionary, "severity"));
	say_list(out, "  owner: ", json_object_get(dictionary, "owner"));
	if (*text_of(dictionary, "link")) {
		fprintf(out, "  runbook: %s\n", text_of(dictionary, "link"));
	}
}

/* Title and text, the text's lines moved in. */
static void say_message(FILE *out, const char *what, const char *robot, const json_t *body)
{
	const json_t *markdown = json_object_get(body, "markdown");

	fprintf(out, "  %s of robot %s: %s\n    ", what, robot, text_of(markdown, "title"));
	for (const char *at = text_of(markdown, "text"); *at; at++) {
		fputc(*at, out);
		fputs(*at == '\n' ? "    " : "", out);
	}
	fputc('\n', out);
}

static void say_messages(FILE *out, const json_t *messages)
{
	const json_t *message;
	size_t index;

	json_array_foreach(messages, index, message)
	{
		const char *robot = text_of(message, "robot");
		const json_t *digest = json_object_get(message, "digest");
		say_message(out, "message", robot, json_object_get(message, "body"));
		if (digest) {
			say_message(out, "digest", robot, digest);
		}
	}
}

static void say_taking(FILE *out, const json_t *route)
{
	const json_t *robots = json_object_get(route, "robots");
	const json_t *threshold = json_object_get(route, "threshold");
	json_int_t events = json_integer_value(json_object_get(threshold, "events"));
	json_int_t repeat_s = json_integer_value(json_object_get(route, "repeat_s"));

	fprintf(out, "route %s: takes it\n", text_of(route, "route"));
	if (json_array_size(robots) == 0) {
		fputs("  robot = none: it only counts\n", out);
		return;
	}
	say_list(out, "  robots: ", robots);
	say_list(out, "  mentions: ", json_object_get(route, "mentions"));
	if (events > 1) {
		fprintf(out,
			"  first told when %" JSON_INTEGER_FORMAT " come in %" JSON_INTEGER_FORMAT " s\n",
			events, json_integer_value(json_object_get(threshold, "seconds")));
	}
	if (repeat_s > 0) {
		fprintf(out, "  an issue once in %" JSON_INTEGER_FORMAT " s at most\n", repeat_s);
	}
	if (*text_of(route, "quiet")) {
		fprintf(out, "  quiet %s\n", text_of(route, "quiet"));
	}
	if (*text_of(route, "template")) {
		fprintf(out, "  template: %s\n", text_of(route, "template"));
	}
	say_messages(out, json_object_get(route, "messages"));
}

static void say_route(FILE *out, const json_t *route)
{
	const char *name = text_of(route, "route"), *verdict = text_of(route, "verdict");

	if (strcmp(verdict, "takes") == 0) {
		say_taking(out, route);
	} else if (strcmp(verdict, "refuses") == 0) {
		fprintf(out, "route %s: does not, by its %s\n", name, text_of(route, "because"));
	} else {
		fprintf(out, "route %s: is not asked, for %s does not say continue\n", name,
			text_of(route, "because"));
	}
}

static void say(FILE *out, const json_t *explained)
{
	const json_t *route;
	size_t index;

	say_event(out, json_object_get(explained, "event"));
	if (strcmp(text_of(explained, "events"), "lost") == 0) {
		fprintf(out, "a host's loss, which no route sees: [hosts] robot is %s\n",
			*text_of(explained, "told_by") ? text_of(explained, "told_by") : "none");
		return;
	}
	say_dictionary(out, json_object_get(explained, "dictionary"));
	json_array_foreach(json_object_get(explained, "routes"), index, route)
	{
		say_route(out, route);
	}
	if (*text_of(explained, "told_by")) {
		fprintf(out, "told by robot %s, whose messages count\n", text_of(explained, "told_by"));
	} else {
		fprintf(out, "nobody is told: %s\n", text_of(explained, "events"));
	}
}

void explain(const struct conf *conf, const struct errnotice_event *event, enum explain_how how, FILE *out)
{
	struct explaining explaining = {.conf = conf,
		.event = event,
		.how = how,
		.title = conf_title_of(conf, event->field[ERRNOTICE_FIELD_CODE])};
	json_t *explained = make(&explaining);

	if (how & EXPLAIN_JSON) {
		json_dumpf(explained, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
		fputc('\n', out);
	} else {
		say(out, explained);
	}
	json_decref(explained);
}

/* --- the command --- */

static enum exit_status explain_file(const struct conf *conf, const char *path, enum explain_how how)
{
	struct errnotice_err err = {0};
	struct event_file file;
	bool fine = event_file_read(&file, path, &err);

	if (fine) {
		explain(conf, &file.event, how, stdout);
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
	explain(conf, &event, how, stdout);
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
