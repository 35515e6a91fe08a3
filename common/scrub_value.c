#include "common/scrub_value.h"

enum {
	VALUE_MAX = 64 * 1024,
	SLASHES_MAX = 16, /* JSON five levels deep */
	BLANKS_MAX = 64,
	NAME_MAX_LEN = 64
};

/* strchr() would find the terminator for a NUL in the text. */
static bool one_of(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool is_blank(char c)
{
	return one_of(" \t\r\n", c);
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
	       || (unsigned char)c >= 0x80;
}

static bool stands_at(struct errnotice_span text, size_t at, const char *what)
{
	size_t len = strlen(what);

	return text.len - at >= len && memcmp(text.data + at, what, len) == 0;
}

/* The same for a word in lower case, whatever the text's. */
static bool word_at(struct errnotice_span text, size_t at, const char *lower)
{
	size_t i = 0;

	while (lower[i] && at + i < text.len && (text.data[at + i] | 0x20) == lower[i])
		i++;
	return lower[i] == '\0';
}

static size_t skip_blanks(struct errnotice_span text, size_t at, const char *blanks)
{
	size_t most = text.len - at > BLANKS_MAX ? at + BLANKS_MAX : text.len;

	while (at < most && one_of(blanks, text.data[at]))
		at++;
	return at;
}

static size_t skip_slashes(struct errnotice_span text, size_t at)
{
	size_t most = text.len - at > SLASHES_MAX ? at + SLASHES_MAX : text.len;

	while (at < most && text.data[at] == '\\')
		at++;
	return at;
}

static bool quote_at(struct errnotice_span text, size_t at)
{
	return at < text.len && (text.data[at] == '"' || text.data[at] == '\'');
}

/* What may stand between a name and its separator: its quote, and brackets of print_r() or of a form's field. */
static size_t skip_closers(struct errnotice_scrub_value *value, struct errnotice_span text, size_t at)
{
	size_t quote = skip_slashes(text, at);

	value->quoted = quote_at(text, quote);
	if (value->quoted)
		at = quote + 1;
	for (int i = 0; i < 4 && at < text.len; i++) {
		if (text.data[at] == ']')
			at++;
		else if (stands_at(text, at, "[]"))
			at += 2;
	}
	return skip_blanks(text, at, " \t");
}

/* Behind `=`, `==`, `=>`, `:`, `:=`, a form's %3D, the full-width colon; 0 for none, and for the :: of PHP. */
static size_t skip_separator(struct errnotice_scrub_value *value, struct errnotice_span text, size_t at)
{
	value->separator = '=';
	if (stands_at(text, at, "%3D") || stands_at(text, at, "%3d"))
		return at + 3;
	if (stands_at(text, at, "=")) {
		for (int i = 0; i < 3 && stands_at(text, at, "="); i++)
			at++;
		value->arrow = stands_at(text, at, ">");
		return at + value->arrow;
	}
	value->separator = ':';
	if (stands_at(text, at, "\xEF\xBC\x9A"))
		return at + 3;
	if (!stands_at(text, at, ":") || stands_at(text, at, "::"))
		return 0;
	return at + 1 + stands_at(text, at, ":=");
}

/* Behind var_dump()'s `string(8) `. */
static size_t skip_dumped_type(struct errnotice_span text, size_t at)
{
	size_t digits = at + 7, most;

	if (!stands_at(text, at, "string("))
		return at;
	most = text.len - digits > 20 ? digits + 20 : text.len;
	while (digits < most && text.data[digits] >= '0' && text.data[digits] <= '9')
		digits++;
	return stands_at(text, digits, ") ") ? digits + 2 : at;
}

bool errnotice_scrub_value_find(
	struct errnotice_scrub_value *value, struct errnotice_span text, size_t name_from, size_t name_to)
{
	size_t at, quote;

	memset(value, 0, sizeof *value);
	at = skip_separator(value, text, skip_closers(value, text, name_to));
	if (at == 0)
		return false;
	if (!value->quoted && name_from > 0 && quote_at(text, name_from - 1))
		value->around = text.data[name_from - 1];
	/* the host of a URL before its port */
	if (value->separator == ':' && name_from > 1 && stands_at(text, name_from - 2, "//"))
		return false;
	at = skip_blanks(text, at, value->arrow || value->quoted ? " \t\r\n" : " \t");
	if (value->arrow)
		at = skip_dumped_type(text, at);
	quote = skip_slashes(text, at);
	value->from = at;
	if (quote_at(text, quote)) {
		value->quote = text.data[quote];
		value->slashes = quote - at;
		value->from = quote + 1;
	}
	return true;
}

/*
 * The closing quote, its backslashes included, or `end`.  Inside JSON's own
 * escapes `slashes` stand before it; without, a doubled one (SQL) and one behind
 * an odd number of backslashes belong to the value.
 */
static size_t end_of_quoted(struct errnotice_span text, size_t at, size_t end, char quote, size_t slashes)
{
	size_t seen = 0;

	for (; at < end; at++) {
		if (text.data[at] != quote) {
			seen = text.data[at] == '\\' ? seen + 1 : 0;
			continue;
		}
		if (slashes > 0 && seen <= slashes)
			return at - seen;
		if (slashes == 0 && seen % 2 == 0) {
			if (at + 1 == text.len || text.data[at + 1] != quote)
				return at;
			at++;
		}
		seen = 0;
	}
	return end;
}

/* Behind the bracket that closes the one at `at`, brackets in quotes not counted; `end` if none does. */
static size_t end_of_brackets(struct errnotice_span text, size_t at, size_t end)
{
	size_t depth = 0, seen = 0;

	for (; at < end; at++) {
		char c = text.data[at];

		if (quote_at(text, at))
			at = skip_slashes(text, end_of_quoted(text, at + 1, end, c, seen));
		else if (one_of("([{", c))
			depth++;
		else if (one_of(")]}", c) && --depth == 0)
			return at + 1;
		seen = c == '\\' ? seen + 1 : 0;
	}
	return end;
}

/* Every bracket that follows: array(2) {…}, object(App\A)#3 (1) {…}, Array\n(…).  A [ is print_r()'s next key. */
static size_t end_of_dumped(struct errnotice_span text, size_t at, size_t end)
{
	for (;;) {
		size_t next = skip_blanks(text, at, " \t\r\n#0123456789");

		if (next >= end || !one_of("({", text.data[next]))
			return at;
		at = end_of_brackets(text, next, end);
	}
}

static size_t end_of_line(struct errnotice_span text, size_t at, size_t end, char around)
{
	while (at < end && !one_of("\r\n", text.data[at]) && (around == '\0' || text.data[at] != around))
		at++;
	return at;
}

/* Whether a name and the same separator follow, as in `password=a,host=b`. */
static bool names_next(const struct errnotice_scrub_value *value, struct errnotice_span text, size_t at)
{
	size_t from = at, most = text.len - at > NAME_MAX_LEN ? at + NAME_MAX_LEN : text.len;

	while (at < most && (is_word(text.data[at]) || one_of("-.$[]", text.data[at])))
		at++;
	return at > from && at < text.len && text.data[at] == value->separator;
}

/* Whether the comma or closing bracket at `at` ends an unquoted value, or is a part of it. */
static bool ends_item(
	const struct errnotice_scrub_value *value, struct errnotice_span text, size_t at, size_t end)
{
	bool lists = one_of(",;", text.data[at]);

	if (value->quoted || value->arrow || at + 1 >= end)
		return true;
	if (is_blank(text.data[at + 1]) || one_of("\"'\\,;)]}>&", text.data[at + 1]))
		return true;
	return lists ? names_next(value, text, at + 1) : one_of(".:", text.data[at + 1]);
}

static size_t end_of_plain(
	const struct errnotice_scrub_value *value, struct errnotice_span text, size_t at, size_t end)
{
	size_t from = at;

	for (; at < end && !is_blank(text.data[at]) && text.data[at] != '&'; at++) {
		if (quote_at(text, at) && (at + 1 >= end || !is_word(text.data[at + 1])))
			break;
		if (stands_at(text, at, "</"))
			break;
		if (one_of(",;)]}>", text.data[at]) && ends_item(value, text, at, end))
			break;
	}
	while (at > from && quote_at(text, at) && text.data[at - 1] == '\\')
		at--;
	return at;
}

/* Behind the first word of `Bearer abc`: the second one is the secret. */
static size_t skip_scheme(struct errnotice_span text, size_t at)
{
	static const char *const schemes[] = {"bearer", "basic", "digest", "token", "negotiate", "apikey"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t behind = at + strlen(schemes[i]);

		if (word_at(text, at, schemes[i]) && behind < text.len && one_of(" \t", text.data[behind]))
			return skip_blanks(text, behind, " \t");
	}
	return at;
}

static size_t end_of_unquoted(
	const struct errnotice_scrub_value *value, struct errnotice_span text, size_t end, bool header)
{
	size_t at = value->from;

	if (at < end && one_of("[{", text.data[at]))
		return end_of_brackets(text, at, end);
	if (word_at(text, at, "array") || word_at(text, at, "object")) {
		size_t behind = at + (word_at(text, at, "array") ? 5 : 6);
		size_t dumped = end_of_dumped(text, behind, end);

		if (dumped > behind)
			return dumped;
	}
	if (value->arrow && !value->quoted) /* print_r() */
		return end_of_dumped(text, end_of_line(text, at, end, '\0'), end);
	if (header)
		return end_of_line(text, at, end, value->around);
	return end_of_plain(value, text, skip_scheme(text, at), end);
}

void errnotice_scrub_value_measure(
	struct errnotice_scrub_value *value, struct errnotice_span text, bool header)
{
	size_t end = text.len - value->from > VALUE_MAX ? value->from + VALUE_MAX : text.len;

	value->to = value->quote ? end_of_quoted(text, value->from, end, value->quote, value->slashes)
				 : end_of_unquoted(value, text, end, header);
	if (value->to > end) /* a doubled quote, or one behind the last bracket's string */
		value->to = end;
	value->endless = value->to == end && end < text.len;
}
