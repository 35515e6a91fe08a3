#include "common/json.h"

#include <stdio.h>
#include <string.h>
#include "common/text.h"

enum { DEPTH_MAX = 16 };

void errnotice_json_init(struct errnotice_json *json, char *into, size_t room)
{
	memset(json, 0, sizeof *json);
	json->into = into;
	json->room = room;
}

/* Appends if the closers of everything open still fit behind it. */
static bool put(struct errnotice_json *json, const char *data, size_t len)
{
	if (json->len + len + (size_t)json->depth > json->room)
		return false;
	memcpy(json->into + json->len, data, len);
	json->len += len;
	return true;
}

static bool put_escape(struct errnotice_json *json, char c)
{
	char escape[8];

	if (c == '"' || c == '\\')
		return put(json, (char[]){'\\', c}, 2);
	return put(json, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c));
}

static bool put_character(struct errnotice_json *json, const char *data, size_t size)
{
	if (size == 0)
		return put(json, ERRNOTICE_TEXT_REPLACEMENT, sizeof ERRNOTICE_TEXT_REPLACEMENT - 1);
	return size == 1 ? put_escape(json, *data) : put(json, data, size);
}

static bool put_text(struct errnotice_json *json, const char *data, size_t len)
{
	bool fits = put(json, "\"", 1);

	while (fits && len > 0) {
		size_t plain = errnotice_text_plain(data, len), size = plain;

		if (plain) {
			fits = put(json, data, plain);
		} else {
			size = errnotice_text_character(data, len);
			fits = put_character(json, data, size);
		}
		size += size == 0; /* one bad byte */
		data += size;
		len -= size;
	}
	return fits && put(json, "\"", 1);
}

/* A second value at the top, or one without its key, would be no JSON. */
static bool has_place(const struct errnotice_json *json, const char *key)
{
	if (json->depth == 0)
		return !json->comma && !key;
	return (json->closer[json->depth - 1] == '}') == (key != NULL);
}

static bool put_key(struct errnotice_json *json, const char *key)
{
	if (!has_place(json, key))
		return false;
	if (json->comma && !put(json, ",", 1))
		return false;
	return !key || (put_text(json, key, strlen(key)) && put(json, ":", 1));
}

void errnotice_json_rewind(struct errnotice_json *json, const struct errnotice_json *mark)
{
	*json = *mark;
	json->cut = true;
}

/* A whole value was written, or everything since `mark` is taken back. */
static bool done(struct errnotice_json *json, const struct errnotice_json *mark, bool fits)
{
	if (fits)
		json->comma = true;
	else
		errnotice_json_rewind(json, mark);
	return fits;
}

bool errnotice_json_open(struct errnotice_json *json, const char *key, char bracket)
{
	struct errnotice_json mark = *json;

	if (json->depth == DEPTH_MAX || !put_key(json, key))
		return done(json, &mark, false);
	json->closer[json->depth++] = bracket == '{' ? '}' : ']'; /* from here put() keeps its byte free */
	if (!put(json, &bracket, 1))
		return done(json, &mark, false);
	json->comma = false;
	return true;
}

void errnotice_json_close(struct errnotice_json *json)
{
	if (json->depth == 0) /* its open did not fit */
		return;
	json->into[json->len++] = json->closer[--json->depth];
	json->comma = true;
}

bool errnotice_json_text(struct errnotice_json *json, const char *key, const char *data, size_t len)
{
	struct errnotice_json mark = *json;

	return done(json, &mark, put_key(json, key) && put_text(json, data, len));
}

bool errnotice_json_int(struct errnotice_json *json, const char *key, int64_t value)
{
	struct errnotice_json mark = *json;
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%lld", (long long)value);

	return done(json, &mark, put_key(json, key) && put(json, digits, (size_t)len));
}
