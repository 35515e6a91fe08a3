#include "consumer/command/explain_show.h"

#include <stdint.h>
#include <string.h>
#include "consumer/zone.h"

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
	const char *name;
	json_t *value;

	fputs("event:", out);
	json_object_foreach((json_t *)(uintptr_t)event, name, value)
	{
		if (json_string_length(value) > 0) {
			fprintf(out, " %s %s", name, json_string_value(value));
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

static json_int_t number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void say_escalation(FILE *out, const json_t *escalate)
{
	if (!json_is_object(escalate)) {
		return;
	}
	fprintf(out,
		"  escalates when %" JSON_INTEGER_FORMAT " come in %" JSON_INTEGER_FORMAT
		" s, by robot %s, until it has calmed\n",
		number_of(escalate, "events"), number_of(escalate, "seconds"), text_of(escalate, "robot"));
	say_list(out, "    mentions besides: ", json_object_get(escalate, "mentions"));
}

static void say_taking(FILE *out, const json_t *route)
{
	const json_t *robots = json_object_get(route, "robots");
	const json_t *threshold = json_object_get(route, "threshold");
	json_int_t events = number_of(threshold, "events"), repeat_s = number_of(route, "repeat_s");

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
			events, number_of(threshold, "seconds"));
	}
	say_escalation(out, json_object_get(route, "escalate"));
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

static void say_silences(FILE *out, const json_t *explained)
{
	struct errnotice_err unused = {""};
	struct zone *zone = zone_open("", &unused);
	const json_t *silence;
	size_t index;

	json_array_foreach(json_object_get(explained, "silences"), index, silence)
	{
		char until[ZONE_TEXT];
		zone_format(until, zone, number_of(silence, "until"));
		fprintf(out, "silence %" JSON_INTEGER_FORMAT " holds for it until %s: %s: %s\n",
			number_of(silence, "id"), until, text_of(silence, "owner"), text_of(silence, "why"));
	}
	zone_free(zone);
	if (*text_of(explained, "silences_unknown")) {
		fprintf(out, "silences: not looked up, %s\n", text_of(explained, "silences_unknown"));
	}
}

void explain_show(FILE *out, const json_t *explained)
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
	say_silences(out, explained);
	if (*text_of(explained, "told_by")) {
		fprintf(out, "told by robot %s, whose messages count\n", text_of(explained, "told_by"));
	} else {
		fprintf(out, "nobody is told: %s\n", text_of(explained, "events"));
	}
}
