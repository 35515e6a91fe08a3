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

static bool put_escaped(struct errnotice_json *json, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)data[i];
		char escape[8];
		bool fits;

		if (c == '"' || c == '\\') {
			escape[0] = '\\';
			escape[1] = (char)c;
			fits = put(json, escape, 2);
		} else if (c < 0x20 || c == 0x7F) {
			fits = put(json, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", c));
		} else {
			fits = put(json, data + i, 1);
		}
		if (!fits)
			return false;
	}
	return true;
}

/* Cleans in pieces that each end at a character, so that no piece needs a large buffer. */
static bool put_text(struct errnotice_json *json, const char *data, size_t len)
{
	char clean[512];

	if (!put(json, "\"", 1))
		return false;
	while (len > 0) {
		size_t piece = errnotice_text_cut(data, len, sizeof clean / 3);

		if (piece == 0) /* nothing but continuation bytes */
			piece = len < sizeof clean / 3 ? len : sizeof clean / 3;
		if (!put_escaped(json, clean, errnotice_text_clean(clean, sizeof clean, data, piece)))
			return false;
		data += piece;
		len -= piece;
	}
	return put(json, "\"", 1);
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
