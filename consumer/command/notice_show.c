#include "consumer/command/notice_show.h"

#include <inttypes.h>
#include <string.h>
#include <jansson.h>
#include "consumer/command/terminal.h"
#include "consumer/store/pending.h"

/* --- text --- */

static void put_time(FILE *out, const char *what, const struct zone *zone, int64_t at)
{
	char text[ZONE_TEXT];

	zone_format(text, zone, at);
	fprintf(out, ", %s %s", what, text);
}

static const char *reason(const struct notice_row *notice, int64_t now_s)
{
	return pending_reason(notice->state, notice->waits, notice->next_at <= now_s);
}

void notice_show_short(FILE *out, const struct notice_row *notice, const struct zone *zone, int64_t now_s)
{
	fprintf(out, "%" PRId64 "  %s  robot %s", notice->id, notice->state, notice->robot);
	if (*notice->via && strcmp(notice->via, notice->robot) != 0) {
		fprintf(out, " (by %s)", notice->via);
	}
	if (notice->issues) {
		fprintf(out, ", %" PRIu64 " issues ×%" PRIu64, notice->issues, notice->events);
	} else {
		fprintf(out, ", about %s", notice->about);
	}
	fprintf(out, ", %" PRId64 " attempts", notice->attempts);
	put_time(out, "made", zone, notice->created_at);
	if (notice->told_at) {
		put_time(out, "told", zone, notice->told_at);
	} else if (strcmp(notice->state, "failed") != 0) {
		put_time(out, "not before", zone, notice->next_at);
	}
	if (strcmp(notice->state, "due") == 0) {
		fprintf(out, " (%s)", reason(notice, now_s));
	}
	fputc('\n', out);
	if (*notice->error) {
		fputs("    ", out);
		terminal_put(out, notice->error, "    ");
		fputs(notice->unsure ? "; it may stand in the group all the same\n" : "\n", out);
	}
}

static const char *text_of(json_t *message)
{
	const char *markdown =
		json_string_value(json_object_get(json_object_get(message, "markdown"), "text"));
	const char *text = json_string_value(json_object_get(json_object_get(message, "text"), "content"));
	return markdown ? markdown : text ? text : "(not made yet)";
}

void notice_show_whole(FILE *out, const struct notice_row *notice, const struct zone *zone, int64_t now_s)
{
	const char *body = *notice->original ? notice->original : notice->body;
	json_t *message = json_loads(body, 0, NULL);

	notice_show_short(out, notice, zone, now_s);
	fputs("\n    ", out);
	terminal_put(out, text_of(message), "    ");
	fputc('\n', out);
	json_decref(message);
}

/* --- JSON --- */

static json_t *text_or_null(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *time_or_null(int64_t at)
{
	return at ? json_integer(at) : json_null();
}

static json_t *message_or_null(const char *body)
{
	json_t *message = json_loads(body, 0, NULL);
	return message ? message : json_null();
}

void notice_show_json(FILE *out, const struct notice_row *notice, bool whole, int64_t now_s)
{
	json_t *object =
		json_pack("{s:I, s:s, s:s, s:s, s:s, s:o, s:I, s:I, s:I, s:I, s:I, s:o, s:b, s:o, s:o}", "id",
			(json_int_t)notice->id, "robot", notice->robot, "route", notice->route, "state",
			notice->state, "about", notice->about, "via", text_or_null(notice->via), "events",
			(json_int_t)notice->events, "issues", (json_int_t)notice->issues, "attempts",
			(json_int_t)notice->attempts, "created_at", (json_int_t)notice->created_at, "next_at",
			(json_int_t)notice->next_at, "told_at", time_or_null(notice->told_at), "unsure",
			(int)notice->unsure, "errcode", time_or_null(notice->errcode), "error",
			text_or_null(notice->error));

	if (!notice->told_at) {
		json_object_set_new(object, "waits", json_string(reason(notice, now_s)));
	}
	if (whole) {
		json_object_set_new(object, "msg_uuid", text_or_null(notice->msg_uuid));
		json_object_set_new(object, "body", message_or_null(notice->body));
		json_object_set_new(object, "original", message_or_null(notice->original));
	}
	json_dumpf(object, out, JSON_COMPACT | JSON_PRESERVE_ORDER);
	json_decref(object);
}
