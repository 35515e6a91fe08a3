#include "consumer/command/explain.h"

#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "common/text.h"
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

/* `told_by` is the robot whose messages count; NULL as long as there is none. */
static json_t *taking(const struct conf *conf, const struct conf_route *route, const struct conf_title *title,
	const char **told_by)
{
	struct mentions mentions = {0};
	json_t *robots = json_array();

	mentions_add(&mentions, &route->mention);
	if (title) {
		mentions_add(&mentions, &title->owner);
	}
	for (size_t i = 0; i < route->robot_count; i++) {
		const char *name = conf->robots[route->robots[i]].name;
		*told_by = *told_by ? *told_by : name;
		json_array_append_new(robots, json_string(name));
	}
	return json_pack("{s:s, s:s, s:o, s:o, s:I, s:s}", "route", route->name, "verdict", "takes", "robots",
		robots, "mentions", people_of(&mentions), "repeat_s", (json_int_t)route->repeat_s, "template",
		route->template_file);
}

static json_t *make(const struct conf *conf, const struct errnotice_event *event)
{
	const struct conf_title *title = conf_title_of(conf, event->field[ERRNOTICE_FIELD_CODE]);
	const char *told_by = NULL, *ended_by = NULL;
	json_t *routes = json_array();
	bool taken = false;

	for (size_t i = 0; i < conf->route_count; i++) {
		const struct conf_route *route = &conf->routes[i];
		const char *refuses = route_refuses(route, event);
		json_t *row;
		if (ended_by) {
			row = json_pack("{s:s, s:s, s:s}", "route", route->name, "verdict", "not asked",
				"because", ended_by);
		} else if (refuses) {
			row = json_pack("{s:s, s:s, s:s}", "route", route->name, "verdict", "refuses",
				"because", refuses);
		} else {
			row = taking(conf, route, title, &told_by);
			taken = true;
			ended_by = route->go_on ? NULL : route->name;
		}
		json_array_append_new(routes, row);
	}
	const char *events = told_by ? "told" : taken ? "muted" : "unrouted";
	return json_pack("{s:o, s:o, s:o, s:s, s:s?}", "event", fields_of(event), "dictionary",
		dictionary_of(title), "routes", routes, "events", events, "told_by", told_by);
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

static void say_taking(FILE *out, const json_t *route)
{
	const json_t *robots = json_object_get(route, "robots");
	json_int_t repeat_s = json_integer_value(json_object_get(route, "repeat_s"));

	fprintf(out, "route %s: takes it\n", text_of(route, "route"));
	if (json_array_size(robots) == 0) {
		fputs("  robot = none: it only counts\n", out);
		return;
	}
	say_list(out, "  robots: ", robots);
	say_list(out, "  mentions: ", json_object_get(route, "mentions"));
	if (repeat_s > 0) {
		fprintf(out, "  an issue once in %" JSON_INTEGER_FORMAT " s at most\n", repeat_s);
	}
	if (*text_of(route, "template")) {
		fprintf(out, "  template: %s\n", text_of(route, "template"));
	}
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

void explain(const struct conf *conf, const struct errnotice_event *event, bool json, FILE *out)
{
	json_t *explained = make(conf, event);

	if (json) {
		json_dumpf(explained, out, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
		fputc('\n', out);
	} else {
		say(out, explained);
	}
	json_decref(explained);
}

/* --- the event --- */

static json_t *read_file(const char *path, json_error_t *error)
{
	return strcmp(path, "-") == 0 ? json_loadf(stdin, JSON_ALLOW_NUL, error)
				      : json_load_file(path, JSON_ALLOW_NUL, error);
}

/* The fields borrow from `json`. */
static bool take_fields(struct errnotice_event *event, const json_t *json)
{
	for (size_t i = 0; i < LOOKED_AT; i++) {
		const json_t *value = json_object_get(json, errnotice_field_name(looked_at[i]));
		if (value && !json_is_string(value)) {
			return false;
		}
		if (value) {
			event->field[looked_at[i]] =
				errnotice_span(json_string_value(value), json_string_length(value));
		}
	}
	return json_is_object(json);
}

static enum exit_status explain_file(const struct conf *conf, const char *path, bool as_json)
{
	struct errnotice_event event = {.count = 1};
	json_error_t error;
	json_t *json = read_file(path, &error);
	enum exit_status status = STATUS_WRONG;

	if (!json) {
		fprintf(stderr, "%s:%d:%d: %s\n", path, error.line, error.column, error.text);
	} else if (!take_fields(&event, json)) {
		fprintf(stderr, "%s: is not an event: an object of texts\n", path);
	} else {
		explain(conf, &event, as_json, stdout);
		status = STATUS_DONE;
	}
	json_decref(json);
	return status;
}

enum exit_status explain_command(struct options *options)
{
	bool json = false;
	const char *said[LOOKED_AT] = {NULL};
	const struct options_row rows[] = {{"kind", .value = &said[0]}, {"code", .value = &said[1]},
		{"app", .value = &said[2]}, {"env", .value = &said[3]}, {"class", .value = &said[4]},
		{"path", .value = &said[5]}, {"host", .value = &said[6]}, {"json", .flag = &json},
		{.name = NULL}};
	struct errnotice_event event = {.count = 1};

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
	enum exit_status status = STATUS_DONE;
	if (options->word_count > 0) {
		status = explain_file(conf, options->words[0], json);
	} else {
		said[0] = said[0] ? said[0] : strncmp(said[1], "E_", 2) == 0 ? "fatal" : "exception";
		for (size_t i = 0; i < LOOKED_AT; i++) {
			event.field[looked_at[i]] = errnotice_span_of(said[i] ? said[i] : "");
		}
		explain(conf, &event, json, stdout);
	}
	conf_free(conf);
	return status;
}
