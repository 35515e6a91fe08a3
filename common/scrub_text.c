/*
 * One pass over the text, word by word.  What stands behind a word makes it a name
 * (scrub_value.h); the value of a listed one is skipped.
 */
#include "common/scrub_form.h"

#include "common/scrub_value.h"
#include "common/text.h"
#include "common/percent.h"

enum {
	NAME_MAX_LEN = 128,  /* of a longer name the end decides */
	PLAIN_MAX = 512,     /* bytes copied at a time */
	WORD_MAX = 64 * 1024 /* a longer word is taken as several */
};

static const char mask[] = "***";

struct pass {
	const struct errnotice_scrub *scrub;
	char *into;
	size_t room, used;
	const char *data;
	size_t len, at;
	size_t name;        /* where the run of name characters began that `at` is in */
	size_t none_before; /* no JWT begins from here to there */
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

static bool encoded_at(const struct pass *pass, size_t at)
{
	return pass->len - at > 2 && pass->data[at] == '%' && errnotice_hex(pass->data[at + 1]) >= 0
	       && errnotice_hex(pass->data[at + 2]) >= 0;
}

/* Whether the list names what stands before `to`, percent-decoded: a form's field in the URL of a message. */
static bool listed(const struct pass *pass, size_t to)
{
	char name[NAME_MAX_LEN];
	size_t used = 0, at = to - pass->name > NAME_MAX_LEN ? to - NAME_MAX_LEN : pass->name;

	while (at < to) {
		bool encoded = encoded_at(pass, at);
		char c = pass->data[at];

		if (encoded)
			c = (char)(errnotice_hex(pass->data[at + 1]) << 4
				   | errnotice_hex(pass->data[at + 2]));
		at += encoded ? 3 : 1;
		name[used++] = c;
		if (!is_word(c) && !one_of("-.[]", c)) /* a decoded ? or & */
			used = 0;
	}
	return errnotice_scrub_names(pass->scrub, errnotice_span(name, used));
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

/* Masks the value behind the word that ends at `to`, if it is the name of one; goes on behind it. */
static bool mask_value(struct pass *pass, size_t to)
{
	struct errnotice_span text = errnotice_span(pass->data, pass->len);
	struct errnotice_span word = errnotice_span(pass->data + pass->at, to - pass->at);
	struct errnotice_scrub_value value;

	if (!errnotice_scrub_value_find(&value, text, pass->name, to) || !listed(pass, to))
		return false;
	errnotice_scrub_value_measure(
		&value, text, contains(word, "authorization") || contains(word, "cookie"));
	if (value.to == value.from && !value.quote)
		return false;
	copy(pass, pass->at, value.from);
	put_mask(pass);
	pass->at = value.endless ? pass->len : value.to;
	pass->name = pass->at;
	return true;
}

/* local@domain.tld from this word on, the @ also as %40; its end, or 0. */
static size_t end_of_email(const struct pass *pass, size_t at)
{
	size_t most = at + NAME_MAX_LEN < pass->len ? at + NAME_MAX_LEN : pass->len, domain, dot = 0;

	while (at < most && (is_word(pass->data[at]) || one_of(".%+-", pass->data[at]))
		&& !(encoded_at(pass, at) && memcmp(pass->data + at, "%40", 3) == 0))
		at++;
	if (at == most || (pass->data[at] != '@' && pass->data[at] != '%'))
		return 0;
	domain = at += pass->data[at] == '@' ? 1 : 3;
	most = at + 253 < pass->len ? at + 253 : pass->len;
	for (; at < most && (is_word(pass->data[at]) || pass->data[at] == '-' || pass->data[at] == '.'); at++)
		if (pass->data[at] == '.' && at > domain && at + 1 < most && is_word(pass->data[at + 1]))
			dot = at;
	if (dot && pass->data[at - 1] == '.')
		at--; /* the sentence's */
	return dot ? at : 0;
}

/* Whether host:port cannot be meant: nothing before the colon, or no digits behind it. */
static bool is_login(const struct pass *pass, size_t at, size_t to)
{
	size_t colon = at;

	while (colon < to && pass->data[colon] != ':' && pass->data[colon] != '[')
		colon++;
	if (colon == to || pass->data[colon] == '[')
		return false;
	for (size_t i = colon + 1; i < to; i++)
		if (pass->data[i] < '0' || pass->data[i] > '9')
			return true;
	return colon == at;
}

/* user:password@ behind `://`; where the host begins, or 0.  A password may hold a / that nobody encoded. */
static size_t end_of_userinfo(const struct pass *pass, size_t from)
{
	size_t most = from + NAME_MAX_LEN * 4 < pass->len ? from + NAME_MAX_LEN * 4 : pass->len, host = 0;
	bool login = false;

	for (size_t at = from; at < most && !one_of(" \t\r\n\"'<>", pass->data[at]); at++) {
		if (!login && one_of("/?#", pass->data[at])) {
			if (host || !is_login(pass, from, at))
				break;
			login = true;
		}
		if (pass->data[at] == '@')
			host = at;
	}
	return host;
}

/* Copies a word but for the numbers in it: 13800138000 in uid_13800138000. */
static void copy_word(struct pass *pass, size_t end)
{
	while (pass->at < end && !pass->full) {
		bool after_plus = pass->at > 0 && pass->data[pass->at - 1] == '+';
		size_t part = pass->at;

		while (part < end && pass->data[part] != '_')
			part++;
		if (errnotice_scrub_is_number(pass->scrub->kinds,
			    errnotice_span(pass->data + pass->at, part - pass->at), after_plus))
			put_mask(pass);
		else
			copy(pass, pass->at, part);
		if (part < end)
			copy(pass, part, part + 1);
		pass->at = part < end ? part + 1 : end;
	}
	pass->at = end;
}

static void do_word(struct pass *pass)
{
	size_t end = pass->at, stop;

	while (end < pass->len && is_word(pass->data[end]) && end - pass->at < WORD_MAX)
		end++;
	stop = pass->scrub->kinds & ERRNOTICE_SCRUB_EMAIL ? end_of_email(pass, pass->at) : 0;
	if (!stop)
		stop = errnotice_scrub_form_end(pass->scrub->kinds, errnotice_span(pass->data, pass->len),
			pass->at, &pass->none_before);
	if (stop) {
		put_mask(pass);
		pass->at = stop;
		/* what has the form of a token may be a name all the same */
		if (!mask_value(pass, stop))
			pass->name = stop;
	} else if (!mask_value(pass, end)) {
		copy_word(pass, end);
	}
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
		if (!one_of("-.[", pass->data[i]) && !encoded_at(pass, i))
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
