#include "consumer/deliver/ladder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/words.h"

/* --- the marks in a text of ours: those of an application have a backslash before them --- */

/* The length of `[label](address)` or `![label](address)` at `at`; 0: it is none. */
static size_t link_at(const char *at, const char *end)
{
	const char *to = at + (*at == '!');

	if (to == end || *to != '[') {
		return 0;
	}
	while (to < end && *to != ']') {
		to += *to == '\\' ? 2 : 1;
	}
	if (end - to < 2 || to[1] != '(') {
		return 0;
	}
	to = memchr(to, ')', (size_t)(end - to));
	return to ? (size_t)(to + 1 - at) : 0;
}

/* The length of an address that is no mark's, which only a template writes. */
static size_t address_at(const char *at, const char *end)
{
	size_t word = 0;

	if (strncmp(at, "http://", 7) != 0 && strncmp(at, "https://", 8) != 0) {
		return 0;
	}
	while (at + word < end && at[word] != ' ') {
		word++;
	}
	return word;
}

/* Writes what `copy` leaves of each line; one of which nothing is left goes whole. */
static char *each_line(const char *text, size_t (*copy)(char *into, const char *line, const char *end))
{
	char *made = malloc(strlen(text) + 1);
	size_t used = 0;

	while (made && *text) {
		size_t len = strcspn(text, "\n"), kept = copy(made + used, text, text + len);
		bool gone = len > 0 && kept == 0;
		used += kept;
		if (text[len] && !gone) {
			made[used++] = '\n';
		}
		text += len + (text[len] == '\n');
	}
	while (used > 0 && (made[used - 1] == '\n' || made[used - 1] == ' ')) {
		used--;
	}
	if (made) {
		made[used] = '\0';
	}
	return made;
}

static size_t copy_without_links(char *into, const char *line, const char *end)
{
	size_t used = 0;
	bool blank = true;

	while (line < end) {
		size_t gone = link_at(line, end);
		gone = gone ? gone : address_at(line, end);
		if (gone) {
			line += gone;
			continue;
		}
		if (*line == '\\' && line + 1 < end) {
			into[used++] = *line++;
		}
		blank = blank && *line == ' ';
		into[used++] = *line++;
	}
	return blank ? 0 : used;
}

static size_t copy_plain(char *into, const char *line, const char *end)
{
	size_t used = 0;

	while (line < end && strchr("#> ", *line)) {
		line++;
	}
	for (; line < end; line++) {
		if (*line == '\\' && line + 1 < end) {
			into[used++] = *++line;
		} else if (!strchr("*`", *line)) {
			into[used++] = *line;
		}
	}
	return used;
}

/* --- the JSON around it --- */

struct refused {
	json_t *body;
	const char *text; /* NULL: no message of ours */
	bool markdown;
};

static struct refused read_body(const char *body)
{
	struct refused refused = {.body = json_loads(body, 0, NULL)};
	const json_t *markdown = json_object_get(refused.body, "markdown");
	const json_t *plain = json_object_get(refused.body, "text");

	refused.markdown = markdown;
	refused.text = markdown ? json_string_value(json_object_get(markdown, "text"))
				: json_string_value(json_object_get(plain, "content"));
	return refused;
}

static char *dump(const json_t *message, const char *keyword)
{
	char *body = json_dumps(message, JSON_COMPACT | JSON_PRESERVE_ORDER);
	char *mended = body ? envelope_add_keyword(body, keyword) : NULL;

	if (mended) {
		free(body);
	}
	return mended ? mended : body;
}

static char *make_plain(const struct refused *refused, const char *text, const char *keyword)
{
	json_t *message = json_pack("{s:s, s:{s:s}, s:O, s:O}", "msgtype", "text", "text", "content", text,
		"at", json_object_get(refused->body, "at"), "msgUuid",
		json_object_get(refused->body, "msgUuid"));
	char *body = message ? dump(message, keyword) : NULL;

	json_decref(message);
	return body;
}

char *ladder_without_links(const char *body, const struct conf_robot *robot)
{
	struct refused refused = read_body(body);
	char *less = refused.text ? each_line(refused.text, copy_without_links) : NULL, *made = NULL;

	if (less && refused.markdown) {
		json_t *part = json_object_get(refused.body, "markdown");
		bool fine = json_object_set_new(part, "text", json_string(less)) == 0;
		made = fine ? dump(refused.body, robot->keyword) : NULL;
	} else if (less) {
		made = make_plain(&refused, less, robot->keyword);
	}
	free(less);
	json_decref(refused.body);
	return made;
}

char *ladder_plain(const char *body, const struct conf_robot *robot)
{
	struct refused refused = read_body(body);
	char *less = refused.text ? each_line(refused.text, copy_without_links) : NULL;
	char *plain = less && refused.markdown ? each_line(less, copy_plain) : NULL;
	const char *text = refused.markdown ? plain : less;
	char *made = text ? make_plain(&refused, text, robot->keyword) : NULL;

	free(plain);
	free(less);
	json_decref(refused.body);
	return made;
}

/* --- the stub --- */

static void write_people(FILE *out, const json_t *at)
{
	static const char *const lists[] = {"atMobiles", "atUserIds"};
	const json_t *who;
	size_t index;

	for (size_t i = 0; i < 2; i++) {
		json_array_foreach(json_object_get(at, lists[i]), index, who)
		{
			fprintf(out, "@%s ", json_string_value(who));
		}
	}
	if (json_is_true(json_object_get(at, "isAtAll"))) {
		fputs("@所有人 ", out);
	}
}

/* What a message beside errors is about: in its first line, what stands behind the last dot is all ours. */
static void write_kind(FILE *out, const char *text)
{
	static const char dot[] = " · ";
	const char *end = text + strcspn(text, "\n"), *kind = end;

	for (const char *at = text; (at = strstr(at, dot)) && at < end; at += strlen(dot)) {
		kind = at + strlen(dot);
	}
	fprintf(out, "[errnotice]%s%.*s\n", kind < end ? " " : "", (int)(end - kind), kind);
}

static void write_stub(
	FILE *out, const struct ladder_stub *stub, enum conf_language language, const struct refused *refused)
{
	if (stub->issues) {
		fprintf(out, "%" PRIu64 " %s ×%" PRIu64 "\n", stub->issues, words(language, WORDS_ISSUES),
			stub->events);
	} else {
		write_kind(out, refused->text);
	}
	fprintf(out, "%s %" PRId64 "\n", words(language, WORDS_STUB), stub->notice);
	if (*stub->event_id || *stub->fp) {
		fprintf(out, "%s: %s · %s\n", words(language, WORDS_ID), stub->event_id, stub->fp);
	}
	write_people(out, json_object_get(refused->body, "at"));
}

char *ladder_stub(const char *body, const struct conf_robot *robot, const struct ladder_stub *stub)
{
	struct refused refused = read_body(body);
	char *text = NULL, *made = NULL;
	size_t len;
	FILE *out = refused.text ? open_memstream(&text, &len) : NULL;

	if (out) {
		write_stub(out, stub, robot->language, &refused);
		bool fine = !ferror(out);
		fine = fclose(out) == 0 && fine;
		made = fine ? make_plain(&refused, text, robot->keyword) : NULL;
	}
	free(text);
	json_decref(refused.body);
	return made;
}
