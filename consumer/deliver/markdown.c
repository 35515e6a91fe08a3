#include "consumer/deliver/markdown.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include "common/text.h"

void markdown_init(struct markdown *markdown, bool plain)
{
	markdown->text[0] = '\0';
	markdown->len = 0;
	markdown->plain = plain;
	markdown->cut = false;
}

static void put(struct markdown *markdown, const char *data, size_t len)
{
	if (len >= sizeof(markdown->text) - markdown->len) {
		markdown->cut = true;
		return;
	}
	memcpy(markdown->text + markdown->len, data, len);
	markdown->len += len;
	markdown->text[markdown->len] = '\0';
}

void markdown_add(struct markdown *markdown, const char *text)
{
	put(markdown, text, strlen(text));
}

void markdown_format(struct markdown *markdown, const char *format, ...)
{
	char *text;
	va_list args;
	va_start(args, format);
	int len = vasprintf(&text, format, args);
	va_end(args);
	if (len >= 0) {
		put(markdown, text, (size_t)len);
		free(text);
	} else {
		markdown->cut = true;
	}
}

void markdown_rewind(struct markdown *markdown, size_t len)
{
	markdown->len = len;
	markdown->text[len] = '\0';
}

/* --- one character of the application's --- */

/* Decodes clean UTF-8. */
static size_t decode(const unsigned char *at, uint32_t *c)
{
	if (at[0] < 0x80) {
		*c = at[0];
		return 1;
	}
	if (at[0] < 0xe0) {
		*c = (uint32_t)(at[0] & 0x1f) << 6 | (at[1] & 0x3f);
		return 2;
	}
	if (at[0] < 0xf0) {
		*c = (uint32_t)(at[0] & 0x0f) << 12 | (uint32_t)(at[1] & 0x3f) << 6 | (at[2] & 0x3f);
		return 3;
	}
	*c = (uint32_t)(at[0] & 0x07) << 18 | (uint32_t)(at[1] & 0x3f) << 12 | (uint32_t)(at[2] & 0x3f) << 6
	     | (at[3] & 0x3f);
	return 4;
}

static bool is_invisible(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{0xad, 0xad},       /* soft hyphen */
		{0x61c, 0x61c},     /* Arabic letter mark */
		{0x180e, 0x180e},   /* Mongolian vowel separator */
		{0x200b, 0x200b},   /* zero-width space; the joiners 200c, 200d belong to scripts and emoji */
		{0x200e, 0x200f},   /* direction marks */
		{0x202a, 0x202e},   /* embeddings and overrides */
		{0x2060, 0x206f},   /* word joiner, invisible operators, isolates, deprecated */
		{0xfeff, 0xfeff},   /* byte order mark */
		{0xfff9, 0xfffb},   /* interlinear annotation */
		{0xe0000, 0xe007f}, /* tags */
	};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		if (c >= ranges[i].first && c <= ranges[i].last) {
			return true;
		}
	}
	return false;
}

static bool is_break(uint32_t c)
{
	return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* U+2400 and up picture the controls. */
static void put_control(struct markdown *markdown, uint32_t c)
{
	uint32_t picture = c < 0x20 ? 0x2400 + c : c == 0x7f ? 0x2421 : 0xfffd;
	char text[3] = {(char)(0xe0 | picture >> 12), (char)(0x80 | (picture >> 6 & 0x3f)),
		(char)(0x80 | (picture & 0x3f))};
	put(markdown, text, sizeof(text));
}

static void put_ascii(struct markdown *markdown, char c)
{
	bool closed = markdown->len && markdown->text[markdown->len - 1] == ']';
	if (!markdown->plain && (strchr("\\`*_[]#>|~", c) || (c == '(' && closed))) {
		put(markdown, (char[]){'\\', c}, 2);
	} else if (c == '@') {
		markdown_add(markdown, "＠");
	} else if (c == '<') {
		markdown_add(markdown, "＜");
	} else {
		put(markdown, &c, 1);
	}
}

static void put_character(struct markdown *markdown, const char *at, size_t len, uint32_t c)
{
	if (is_break(c)) {
		markdown_add(markdown, "↵");
	} else if (c == '\t') {
		markdown_add(markdown, " ");
	} else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
		put_control(markdown, c);
	} else if (c == 0xd7) {
		markdown_add(markdown, "x");
	} else if (len == 1) {
		put_ascii(markdown, *at);
	} else if (!is_invisible(c)) {
		put(markdown, at, len);
	}
}

/* --- a text of the application's --- */

/* `&lt;` and `&#64;`, but not the `&` of a request's path. */
static bool is_entity(const char *at, size_t left)
{
	enum { LONGEST = 33 };
	size_t len = 1;

	if (*at != '&') {
		return false;
	}
	len += left > len && at[len] == '#';
	while (len < left && len < LONGEST && isalnum((unsigned char)at[len])) {
		len++;
	}
	return len < left && at[len] == ';';
}

/* Behind marks, too: there the text of a quote or of an item begins. */
static bool begins_line(const struct markdown *markdown)
{
	size_t at = markdown->len;
	while (at > 0 && strchr("#>-+*.) 0123456789", markdown->text[at - 1])) {
		at--;
	}
	return at == 0 || markdown->text[at - 1] == '\n';
}

/* A list's mark where a line begins, or what makes a heading of the line before. */
static size_t put_beginning(struct markdown *markdown, const char *at, size_t len)
{
	size_t digits = 0;
	if (markdown->plain || !begins_line(markdown)) {
		return 0;
	}
	while (digits < len && isdigit((unsigned char)at[digits])) {
		digits++;
	}
	bool numbered =
		digits > 0 || (markdown->len && isdigit((unsigned char)markdown->text[markdown->len - 1]));
	if (digits == len || !strchr(numbered ? ".)" : "-+=", at[digits])) {
		return 0;
	}
	put(markdown, at, digits);
	put(markdown, (char[]){'\\', at[digits]}, 2);
	return digits + 1;
}

/*
 * Whether the dot at `at` is that of example.com, which some clients make a link of, and which would still be one in
 * https[:]//example.com.  The usual endings only, and of those none that is a file's (foo.sh) or a member's (user.name).
 */
static bool is_domain_dot(const struct markdown *markdown, const char *at, size_t left)
{
	static const char *const endings[] = {"biz", "cc", "cn", "co", "com", "hk", "icu", "io", "ltd", "net",
		"org", "ru", "tk", "top", "tv", "tw", "vip", "xyz"};
	unsigned char before = markdown->len ? (unsigned char)markdown->text[markdown->len - 1] : 0;
	size_t len = 0;

	if (*at != '.' || !(isalnum(before) || before >= 0x80)) {
		return false;
	}
	while (1 + len < left && isalnum((unsigned char)at[1 + len])) {
		len++;
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (len == strlen(endings[i]) && strncasecmp(at + 1, endings[i], len) == 0) {
			return true;
		}
	}
	return false;
}

/* What clients make a link of, without any mark: returns the bytes taken, 0: nothing of that. */
static size_t put_defanged(struct markdown *markdown, const char *at, size_t left)
{
	if (left >= 3 && memcmp(at, "://", 3) == 0) {
		markdown_add(markdown, markdown->plain ? "[:]//" : "\\[:\\]//");
		return 3;
	}
	if (left >= 4 && strncasecmp(at, "www.", 4) == 0) {
		put(markdown, at, 3);
		markdown_add(markdown, markdown->plain ? "[.]" : "\\[.\\]");
		return 4;
	}
	if (is_domain_dot(markdown, at, left)) {
		markdown_add(markdown, markdown->plain ? "[.]" : "\\[.\\]");
		return 1;
	}
	return 0;
}

/*
 * The removed characters are taken out first: between the letters of a scheme they
 * would hide it from put_defanged() and from nobody else.
 */
static size_t without_invisible(char *text, size_t len)
{
	size_t to = 0, size;
	for (size_t at = 0; at < len; at += size) {
		uint32_t c;
		size = decode((unsigned char *)text + at, &c);
		if (!is_invisible(c)) {
			memmove(text + to, text + at, size);
			to += size;
		}
	}
	return to;
}

void markdown_inert(struct markdown *markdown, struct errnotice_span text, size_t most)
{
	char clean[4096];
	size_t room = most < sizeof(clean) ? most : sizeof(clean);
	size_t len = errnotice_text_clean(clean, room, text.data, text.len < room + 4 ? text.len : room + 4);

	len = without_invisible(clean, len);
	for (size_t at = put_beginning(markdown, clean, len); at < len;) {
		size_t taken = put_defanged(markdown, clean + at, len - at);
		if (!taken && !markdown->plain && is_entity(clean + at, len - at)) {
			markdown_add(markdown, "\\&");
			taken = 1;
		}
		if (!taken) {
			uint32_t c;
			taken = decode((unsigned char *)clean + at, &c);
			put_character(markdown, clean + at, taken, c);
		}
		at += taken;
	}
	if (text.len > room) {
		markdown_add(markdown, "…");
		markdown->cut = true;
	}
}
