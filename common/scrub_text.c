/*
 * One pass over the text, word by word.  Behind each word it looks for what makes
 * it a name (`=`, `:`, `=>`, with quotes, brackets and JSON's escapes between) and
 * skips the value if the name is listed.
 */
#include "common/scrub_list.h"

#include "common/text.h"

enum {
	NAME_MAX_LEN = 128,   /* of a longer name the end decides */
	PLAIN_MAX = 512,      /* bytes copied at a time */
	VALUE_MAX = 64 * 1024 /* a value that has no end by then takes the rest with it */
};

static const char mask[] = "***";

struct pass {
	const struct errnotice_scrub *scrub;
	char *into;
	size_t room, used;
	const char *data;
	size_t len, at;
	size_t name; /* where the run of name characters began that `at` is in */
	bool full;
};

/* strchr() would find the terminator for a NUL in the text. */
static bool one_of(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool joins_names(char c)
{
	return c == '-' || c == '.' || c == '[';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Bytes of the character that begins with `lead`, as far as its first byte can tell. */
static size_t size_of(unsigned char lead)
{
	return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* How much of the next `len` bytes surely fits once cleaned (a bad byte takes three): near the end, one character. */
static size_t next_piece(const struct pass *pass, const char *data, size_t len)
{
	size_t most = (pass->room - pass->used) / 3, piece = size_of((unsigned char)data[0]);

	if (most > PLAIN_MAX)
		most = PLAIN_MAX;
	if (most > piece)
		piece = errnotice_text_cut(data, len, most);
	return piece == 0 || piece > len ? (len < most ? len : most ? most : 1) : piece;
}

static void copy(struct pass *pass, size_t from, size_t to)
{
	while (from < to && !pass->full) {
		size_t piece = next_piece(pass, pass->data + from, to - from);
		size_t written = errnotice_text_clean(
			pass->into + pass->used, pass->room - pass->used, pass->data + from, piece);

		pass->used += written;
		pass->full = written == 0;
		from += piece;
	}
}

static void put_mask(struct pass *pass)
{
	size_t len = sizeof mask - 1;

	if (pass->room - pass->used < len) {
		pass->full = true;
		return;
	}
	memcpy(pass->into + pass->used, mask, len);
	pass->used += len;
}

static size_t skip_blanks(const struct pass *pass, size_t at, size_t most)
{
	while (most-- && at < pass->len && is_blank(pass->data[at]))
		at++;
	return at;
}

static size_t skip_backslashes(const struct pass *pass, size_t at)
{
	while (at < pass->len && pass->data[at] == '\\')
		at++;
	return at;
}

static bool quote_at(const struct pass *pass, size_t at)
{
	return at < pass->len && (pass->data[at] == '"' || pass->data[at] == '\'');
}

/* Behind a name: closing quote and bracket, then `=`, `:` or `=>`.  Where the value begins, or 0. */
static size_t value_after(const struct pass *pass, size_t at)
{
	size_t quote = skip_backslashes(pass, at);

	if (quote_at(pass, quote))
		at = quote + 1;
	if (at < pass->len && pass->data[at] == ']')
		at++;
	at = skip_blanks(pass, at, 8);
	if (at == pass->len || (pass->data[at] != '=' && pass->data[at] != ':'))
		return 0;
	if (++at < pass->len && pass->data[at - 1] == '=' && pass->data[at] == '>')
		at++;
	at = skip_blanks(pass, at, 16);
	if (pass->len - at > 8 && memcmp(pass->data + at, "string(", 7) == 0) { /* var_dump() */
		size_t digits = at + 7;

		while (digits < pass->len && pass->data[digits] >= '0' && pass->data[digits] <= '9')
			digits++;
		if (pass->len - digits > 2 && memcmp(pass->data + digits, ") ", 2) == 0)
			at = digits + 2;
	}
	return at;
}

/* The end of a quoted value whose quote stands behind `slashes` backslashes: the same quote behind no more of them. */
static size_t end_of_quoted(const struct pass *pass, size_t at, size_t end, char quote, size_t slashes)
{
	size_t seen = 0;

	for (; at < end; at++) {
		if (pass->data[at] == quote && seen <= slashes)
			return at - seen;
		seen = pass->data[at] == '\\' ? seen + 1 : 0;
	}
	return end;
}

static size_t end_of_plain(const struct pass *pass, size_t at, size_t end, bool whole_line)
{
	while (at < end && !one_of(whole_line ? "\r\n" : " \t\r\n,;&)}]\"'<>", pass->data[at]))
		at++;
	return at;
}

static bool contains(struct errnotice_span name, const char *lower)
{
	size_t len = strlen(lower);

	for (size_t i = 0; i + len <= name.len; i++) {
		size_t same = 0;

		while (same < len && (name.data[i + same] | 0x20) == lower[same])
			same++;
		if (same == len)
			return true;
	}
	return false;
}

static size_t end_of_word_after_scheme(const struct pass *pass, size_t at, size_t end)
{
	static const char *const schemes[] = {"Bearer ", "Basic ", "Digest ", "Token "};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t len = strlen(schemes[i]);

		if (end - at > len && memcmp(pass->data + at, schemes[i], len) == 0)
			return end_of_plain(pass, at + len, end, false);
	}
	return end_of_plain(pass, at, end, false);
}

/* Masks the value at `value` and goes on behind it.  `name` decides how far an unquoted one reaches. */
static void mask_value(struct pass *pass, size_t value, struct errnotice_span name)
{
	size_t end = pass->len - value > VALUE_MAX ? value + VALUE_MAX : pass->len;
	size_t quote = skip_backslashes(pass, value), stop;
	bool header = contains(name, "authorization") || contains(name, "cookie");

	if (quote_at(pass, quote)) {
		copy(pass, pass->at, quote + 1);
		stop = end_of_quoted(pass, quote + 1, end, pass->data[quote], quote - value);
	} else {
		copy(pass, pass->at, value);
		stop = header ? end_of_plain(pass, value, end, true)
			      : end_of_word_after_scheme(pass, value, end);
	}
	put_mask(pass);
	pass->at = stop == end && end < pass->len ? pass->len : stop;
	pass->name = pass->at;
}

/* local@domain.tld from this word on; its end, or 0. */
static size_t end_of_email(const struct pass *pass, size_t at)
{
	size_t most = at + NAME_MAX_LEN < pass->len ? at + NAME_MAX_LEN : pass->len, domain, dot = 0;

	while (at < most && (is_word(pass->data[at]) || one_of(".%+-", pass->data[at])))
		at++;
	if (at == most || pass->data[at] != '@')
		return 0;
	domain = ++at;
	most = at + 253 < pass->len ? at + 253 : pass->len;
	for (; at < most && (is_word(pass->data[at]) || pass->data[at] == '-' || pass->data[at] == '.'); at++)
		if (pass->data[at] == '.' && at > domain && at + 1 < most && is_word(pass->data[at + 1]))
			dot = at;
	if (dot && pass->data[at - 1] == '.')
		at--; /* the sentence's */
	return dot ? at : 0;
}

/* user:password@ behind `://`; where the host begins, or 0. */
static size_t end_of_userinfo(const struct pass *pass, size_t at)
{
	size_t most = at + NAME_MAX_LEN * 4 < pass->len ? at + NAME_MAX_LEN * 4 : pass->len, host = 0;

	for (; at < most && !one_of("/?# \t\r\n\"'<>", pass->data[at]); at++)
		if (pass->data[at] == '@')
			host = at;
	return host;
}

static bool email_begins(const struct pass *pass)
{
	return pass->at == 0
	       || !(is_word(pass->data[pass->at - 1]) || one_of(".%+-", pass->data[pass->at - 1]));
}

static void do_word(struct pass *pass)
{
	size_t end = pass->at, from = pass->name, value, stop;
	bool after_plus = pass->at > 0 && pass->data[pass->at - 1] == '+';

	while (end < pass->len && is_word(pass->data[end]) && end - pass->at < VALUE_MAX)
		end++;
	if ((pass->scrub->kinds & ERRNOTICE_SCRUB_EMAIL) && email_begins(pass)
		&& (stop = end_of_email(pass, pass->at)) != 0) {
		put_mask(pass);
		pass->at = pass->name = stop;
		return;
	}
	if (end - from > NAME_MAX_LEN)
		from = end - NAME_MAX_LEN;
	value = value_after(pass, end);
	if (value && errnotice_scrub_names(pass->scrub, errnotice_span(pass->data + from, end - from))) {
		mask_value(pass, value, errnotice_span(pass->data + from, end - from));
		return;
	}
	if (errnotice_scrub_is_number(
		    pass->scrub->kinds, errnotice_span(pass->data + pass->at, end - pass->at), after_plus))
		put_mask(pass);
	else
		copy(pass, pass->at, end);
	pass->at = end;
}

static void do_rest(struct pass *pass)
{
	size_t end = pass->at, host;

	if (pass->len - pass->at > 3 && memcmp(pass->data + pass->at, "://", 3) == 0) {
		host = end_of_userinfo(pass, pass->at + 3);
		copy(pass, pass->at, pass->at + 3);
		if (host)
			put_mask(pass);
		pass->at = host ? host : pass->at + 3;
		pass->name = pass->at;
		return;
	}
	do
		end++;
	while (end < pass->len && !is_word(pass->data[end]) && pass->data[end] != ':'
		&& end - pass->at < PLAIN_MAX);
	/* do not tear a character that is as long as the limit allows */
	while (end < pass->len && end - pass->at >= PLAIN_MAX
		&& ((unsigned char)pass->data[end] & 0xC0) == 0x80 && end - pass->at < PLAIN_MAX + 4)
		end++;
	for (size_t i = pass->at; i < end; i++)
		if (!joins_names(pass->data[i]))
			pass->name = i + 1;
	copy(pass, pass->at, end);
	pass->at = end;
}

size_t errnotice_scrub_text(
	const struct errnotice_scrub *scrub, char *into, size_t room, const char *data, size_t len)
{
	struct pass pass = {.scrub = scrub, .into = into, .room = room, .data = data, .len = len};

	while (pass.at < pass.len && !pass.full) {
		if (is_word(pass.data[pass.at]))
			do_word(&pass);
		else
			do_rest(&pass);
	}
	return pass.used;
}
