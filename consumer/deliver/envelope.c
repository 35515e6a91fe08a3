#include "consumer/deliver/envelope.h"

#include <string.h>
#include <jansson.h>
#include "common/text.h"

enum { NAMES_MOST = 256, KEYWORD_MOST = 512 };

static bool holds(const char *const *list, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i], text) == 0) {
			return true;
		}
	}
	return false;
}

static void add_people(
	struct mentions *mentions, const char **list, size_t *count, char *const *more, size_t more_count)
{
	for (size_t i = 0; i < more_count; i++) {
		if (holds(list, *count, more[i])) {
			continue;
		}
		if (mentions->mobile_count + mentions->user_count < CONF_MENTION_MOST) {
			list[(*count)++] = more[i];
		} else {
			mentions->crowded = true;
		}
	}
}

void mentions_add(struct mentions *mentions, const struct conf_mention *mention)
{
	add_people(mentions, mentions->mobiles, &mentions->mobile_count, mention->mobiles,
		mention->mobile_count);
	add_people(mentions, mentions->users, &mentions->user_count, mention->users, mention->user_count);
	mentions->all = mentions->all || mention->all;
	bool named = mention->names && *mention->names;
	if (named && mentions->name_count < ENVELOPE_NAMES
		&& !holds(mentions->names, mentions->name_count, mention->names)) {
		mentions->names[mentions->name_count++] = mention->names;
	}
}

static bool is_anybody(const struct mentions *mentions)
{
	return mentions->mobile_count || mentions->user_count || mentions->all;
}

/* With space around each, without which it may not ring. */
void mentions_write(struct markdown *text, struct mentions *mentions)
{
	if (mentions->written || !is_anybody(mentions)) {
		return;
	}
	mentions->written = true;
	if (text->len > 0 && !strchr(" \n", text->text[text->len - 1])) {
		markdown_add(text, " ");
	}
	for (size_t i = 0; i < mentions->mobile_count; i++) {
		markdown_format(text, "@%s ", mentions->mobiles[i]);
	}
	for (size_t i = 0; i < mentions->user_count; i++) {
		markdown_format(text, "@%s ", mentions->users[i]);
	}
	if (mentions->all) {
		markdown_add(text, "@所有人 ");
	}
	for (size_t i = 0; i < mentions->name_count; i++) {
		markdown_inert(text, errnotice_span_of(mentions->names[i]), NAMES_MOST);
		markdown_add(text, " ");
	}
}

/* As it is, because the service compares bytes; what is no UTF-8 no JSON could carry. */
static void write_keyword(struct markdown *text, const char *keyword)
{
	char clean[KEYWORD_MOST];
	size_t len = errnotice_text_clean(clean, sizeof(clean) - 1, keyword, strlen(keyword));

	clean[len] = '\0';
	if (len > 0 && !strstr(text->text, clean)) {
		markdown_add(text, "\n\n");
		markdown_add(text, clean);
	}
}

static json_t *list_of(const char *const *items, size_t count)
{
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(list, json_string(items[i]));
	}
	return list;
}

char *envelope_make(const struct conf_robot *robot, const char *title, struct markdown *text,
	struct mentions *mentions, const char *msg_uuid)
{
	if (!mentions->written && is_anybody(mentions)) {
		markdown_add(text, "\n\n");
		mentions_write(text, mentions);
	}
	write_keyword(text, robot->keyword);
	json_t *body = json_pack("{s:s, s:{s:s, s:s}, s:{s:o, s:o, s:b}, s:s}", "msgtype", "markdown",
		"markdown", "title", title, "text", text->text, "at", "atMobiles",
		list_of(mentions->mobiles, mentions->mobile_count), "atUserIds",
		list_of(mentions->users, mentions->user_count), "isAtAll", (int)mentions->all, "msgUuid",
		msg_uuid);
	char *json = body ? json_dumps(body, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
	json_decref(body);
	return json;
}

/* Where a message's text is: Markdown's or a plain one's. */
static const char *text_key(const json_t *message, json_t **part)
{
	*part = json_object_get(message, "markdown");
	if (*part) {
		return "text";
	}
	*part = json_object_get(message, "text");
	return "content";
}

char *envelope_add_keyword(const char *body, const char *keyword)
{
	json_t *message = json_loads(body, 0, NULL), *part;
	const char *key = text_key(message, &part);
	const char *text = json_string_value(json_object_get(part, key));
	char *json = NULL;

	if (text && *keyword && !strstr(text, keyword)
		&& json_object_set_new(part, key, json_sprintf("%s\n\n%s", text, keyword)) == 0) {
		json = json_dumps(message, JSON_COMPACT | JSON_PRESERVE_ORDER);
	}
	json_decref(message);
	return json;
}
