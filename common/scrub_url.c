#include "common/scrub_list.h"

#include "common/text.h"
#include "common/percent.h"

enum { DECODED_MAX = 1024 };

static const char mask[] = "***";

/* Once a part was perhaps cut, nothing may follow it: its end would read as another text. */
enum { LONGEST_CHARACTER = 4 };

struct out {
	char *into;
	size_t room, used;
	bool full;
};

static void put(struct out *out, const struct errnotice_scrub *scrub, const char *data, size_t len)
{
	if (out->full)
		return;
	out->used += errnotice_scrub_text(scrub, out->into + out->used, out->room - out->used, data, len);
	out->full = out->room - out->used < LONGEST_CHARACTER;
}

static void put_raw(struct out *out, const char *data, size_t len)
{
	if (out->full)
		return;
	out->used += errnotice_text_clean(out->into + out->used, out->room - out->used, data, len);
	out->full = out->room - out->used < LONGEST_CHARACTER;
}

static size_t decode(char into[DECODED_MAX], struct errnotice_span text)
{
	size_t used = 0;

	for (size_t i = 0; i < text.len && used < DECODED_MAX; i++) {
		char c = text.data[i] == '+' ? ' ' : text.data[i];

		if (c == '%' && text.len - i > 2 && errnotice_hex(text.data[i + 1]) >= 0
			&& errnotice_hex(text.data[i + 2]) >= 0) {
			c = (char)(errnotice_hex(text.data[i + 1]) << 4 | errnotice_hex(text.data[i + 2]));
			i += 2;
		}
		into[used++] = c;
	}
	return used;
}

/* A secret may sit one level deeper: a URL or JSON inside an encoded value. */
static bool hides_secret(const struct errnotice_scrub *scrub, struct errnotice_span value)
{
	char plain[DECODED_MAX], clean[DECODED_MAX * 3], scrubbed[DECODED_MAX * 3];
	size_t len, clean_len, scrubbed_len;

	if (value.len == 0 || !memchr(value.data, '%', value.len))
		return false;
	len = decode(plain, value);
	if (len == DECODED_MAX)
		return true; /* what was not looked at is not told */
	clean_len = errnotice_text_clean(clean, sizeof clean, plain, len);
	scrubbed_len = errnotice_scrub_text(scrub, scrubbed, sizeof scrubbed, plain, len);
	return clean_len != scrubbed_len || memcmp(clean, scrubbed, clean_len) != 0;
}

static void put_parameter(
	struct out *out, const struct errnotice_scrub *scrub, struct errnotice_span parameter)
{
	const char *equals = parameter.len ? memchr(parameter.data, '=', parameter.len) : NULL;
	size_t name_len = equals ? (size_t)(equals - parameter.data) : parameter.len;
	char name[DECODED_MAX];
	struct errnotice_span value;
	bool named;

	if (!equals) {
		put(out, scrub, parameter.data, parameter.len);
		return;
	}
	value = errnotice_span(equals + 1, parameter.len - name_len - 1);
	/* of a name longer than anyone's list the end decides */
	named = errnotice_scrub_names(scrub,
		errnotice_span(
			name, decode(name, name_len > DECODED_MAX / 2
						   ? errnotice_span(equals - DECODED_MAX / 2, DECODED_MAX / 2)
						   : errnotice_span(parameter.data, name_len))));
	put_raw(out, parameter.data, name_len + 1);
	if (named || hides_secret(scrub, value))
		put_raw(out, mask, sizeof mask - 1);
	else
		put(out, scrub, value.data, value.len);
}

static void put_parameters(
	struct out *out, const struct errnotice_scrub *scrub, const char *at, const char *end)
{
	while (at < end && !out->full) {
		const char *stop = at;

		while (stop < end && *stop != '&' && *stop != '#')
			stop++;
		put_parameter(out, scrub, errnotice_span(at, (size_t)(stop - at)));
		if (stop < end)
			put_raw(out, stop, 1);
		at = stop + 1;
	}
}

size_t errnotice_scrub_url(
	const struct errnotice_scrub *scrub, char *into, size_t room, const char *data, size_t len)
{
	struct out out = {into, room, 0, false};
	const char *end = data + len, *query = data;

	while (query < end && *query != '?' && *query != '#')
		query++;
	put(&out, scrub, data, (size_t)(query - data));
	if (query < end) {
		put_raw(&out, query, 1);
		put_parameters(&out, scrub, query + 1, end);
	}
	return out.used;
}
