#include "consumer/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "consumer/conf_ini.h"

static const char *const names[] = {
#define X(word, name) [TEMPLATE_##word] = name,
	TEMPLATE_VALUE_WORDS(X) TEMPLATE_PART_WORDS(X)
#undef X
};

struct parse {
	struct template *template;
	struct template_line *into; /* the line that is read */
	bool in_digest;
	const struct template_faults *faults;
	size_t fault_count, value_count;
	int line;
	const char *begin, *end, *at; /* the line, without its end; what is read next */
	char literal[TEMPLATE_MOST];  /* gathered before the next piece */
	size_t literal_len;
	bool in_address;
};

__attribute__((format(printf, 3, 4))) static void fault(
	struct parse *p, const char *at, const char *format, ...)
{
	char what[512];
	int column = 1;
	va_list args;

	for (const char *c = p->begin; c < at; c++) {
		column += ((unsigned char)*c & 0xc0) != 0x80;
	}
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	p->fault_count++;
	p->faults->say(p->faults->context, p->line, column, what);
}

/* --- pieces --- */

static struct template_piece *add_piece(struct parse *p)
{
	struct template_line *line = p->into;

	line->pieces = conf_grow(line->pieces, line->count, sizeof(*line->pieces));
	return &line->pieces[line->count++];
}

static void end_literal(struct parse *p)
{
	if (p->literal_len > 0) {
		add_piece(p)->literal = conf_copy(p->literal, p->literal_len);
	}
	p->literal_len = 0;
}

static bool ends_in(const struct parse *p, const char *mark)
{
	size_t len = strlen(mark);

	return p->literal_len >= len && memcmp(p->literal + p->literal_len - len, mark, len) == 0;
}

/* An address goes from `](` or `://` to its end. */
static void add_character(struct parse *p, const char *at, size_t len)
{
	memcpy(p->literal + p->literal_len, at, len);
	p->literal_len += len;
	if (ends_in(p, "](") || ends_in(p, "://")) {
		p->in_address = true;
	} else if (strchr(" \t)>", *at)) {
		p->in_address = false;
	}
}

/* --- placeholders --- */

static bool find_word(const char *name, size_t len, enum template_word *word)
{
	for (int i = 0; i < TEMPLATE_WORDS_; i++) {
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) {
			*word = (enum template_word)i;
			return true;
		}
	}
	return false;
}

static void refuse_word(struct parse *p, const char *name, size_t len)
{
	char list[400] = "", shown[33];
	size_t at = 0;

	shown[errnotice_text_line(shown, sizeof(shown) - 1, name, len)] = '\0';
	for (int i = 0; i < TEMPLATE_WORDS_ && at < sizeof(list); i++) {
		at += (size_t)snprintf(list + at, sizeof(list) - at, " %s", names[i]);
	}
	fault(p, p->at, "there is no {%s}; there is:%s", shown, list);
}

/* A backslash there would take the one away that keeps the value's first character from being a mark. */
static bool ends_in_backslash(const struct parse *p)
{
	size_t count = 0;

	while (count < p->literal_len && p->literal[p->literal_len - 1 - count] == '\\') {
		count++;
	}
	return count % 2 == 1;
}

/* The number, and with it who is called, is the digest's own. */
static bool has_digest_place(enum template_word word)
{
	return word != TEMPLATE_HEAD && word != TEMPLATE_COUNT && word != TEMPLATE_MENTION;
}

static void add_word(struct parse *p, enum template_word word)
{
	if (p->in_digest && !has_digest_place(word)) {
		fault(p, p->at, "{%s} has no place in a digest, which says ×N and the mentions itself",
			names[word]);
	}
	if (ends_in_backslash(p)) {
		fault(p, p->at, "a \\ right before {%s}; write \\\\ for the character itself", names[word]);
	}
	if (p->in_address && word >= TEMPLATE_FIRST_PART) {
		fault(p, p->at, "{%s} is no part of an address", names[word]);
	}
	if (++p->value_count == TEMPLATE_VALUES + 1) {
		fault(p, p->at, "there are more than %d placeholders", TEMPLATE_VALUES);
	}
	end_literal(p);
	struct template_piece *piece = add_piece(p);
	piece->word = word;
	piece->in_address = p->in_address;
}

/* The number behind × is the one that the message tells. */
static bool says_how_often(const struct parse *p, enum template_word word)
{
	return word == TEMPLATE_HEAD || (word == TEMPLATE_COUNT && ends_in(p, "×"));
}

static void read_placeholder(struct parse *p, bool *counted)
{
	const char *name = p->at + 1, *close = name;
	enum template_word word;

	while (close < p->end && *close != '{' && *close != '}') {
		close++;
	}
	if (close == p->end || *close == '{') {
		fault(p, p->at, "a { without its }; write {{ for the character itself");
		p->at++;
		return;
	}
	if (find_word(name, (size_t)(close - name), &word)) {
		*counted = *counted || says_how_often(p, word);
		add_word(p, word);
	} else {
		refuse_word(p, name, (size_t)(close - name));
	}
	p->at = close + 1;
}

/* --- lines --- */

static void read_brace(struct parse *p, bool *counted)
{
	if (p->end - p->at > 1 && p->at[1] == *p->at) {
		add_character(p, p->at, 1);
		p->at += 2;
	} else if (*p->at == '{') {
		read_placeholder(p, counted);
	} else {
		fault(p, p->at, "a } without its {; write }} for the character itself");
		p->at++;
	}
}

static void read_character(struct parse *p)
{
	size_t len = errnotice_text_character(p->at, (size_t)(p->end - p->at));

	if (len == 0) {
		fault(p, p->at, "is not UTF-8");
		p->at = p->end; /* what follows it may be anything */
		return;
	}
	unsigned char c = (unsigned char)*p->at;
	if ((c < 0x20 && c != '\t') || c == 0x7f) {
		fault(p, p->at, "holds a control character");
	} else if (p->in_digest && len == 2 && memcmp(p->at, "×", 2) == 0) {
		fault(p, p->at, "a × in a digest, which says ×N itself");
	} else {
		add_character(p, p->at, len);
	}
	p->at += len;
}

/* Whether {head} or ×{count} stands in it. */
static bool read_pieces(struct parse *p, struct template_line *into)
{
	bool counted = false;

	p->into = into;
	p->in_address = false;
	for (p->at = p->begin; p->at < p->end;) {
		if (*p->at == '{' || *p->at == '}') {
			read_brace(p, &counted);
		} else {
			read_character(p);
		}
	}
	end_literal(p);
	return counted;
}

static void read_message_line(struct parse *p)
{
	struct template *template = p->template;

	template->lines = conf_grow(template->lines, template->count++, sizeof(*template->lines));
	bool counted = read_pieces(p, &template->lines[template->count - 1]);
	if (p->line == 1 && !counted) {
		fault(p, p->begin, "the first line says how often: {head} or ×{count} must stand in it");
	}
}

static void read_digest_line(struct parse *p)
{
	const char *at = p->begin;

	while (at < p->end && (*at == ' ' || *at == '\t')) {
		at++;
	}
	if (at == p->end) {
		return; /* empty lines are for people */
	}
	if (p->template->digest.count > 0) {
		fault(p, p->begin, "behind [digest] stands one line, that of an issue");
	} else {
		read_pieces(p, &p->template->digest);
	}
}

/* So are those before it. */
static void begin_digest(struct parse *p)
{
	struct template *template = p->template;

	if (p->in_digest) {
		fault(p, p->begin, "[digest] stands there twice");
	}
	p->in_digest = true;
	while (template->count > 0 && template->lines[template->count - 1].count == 0) {
		template->count--;
	}
}

static void read_line(struct parse *p)
{
	static const char mark[] = "[digest]";
	size_t len = (size_t)(p->end - p->begin);

	while (len > 0 && strchr(" \t", p->begin[len - 1])) {
		len--;
	}
	if (len == sizeof(mark) - 1 && memcmp(p->begin, mark, len) == 0) {
		begin_digest(p);
	} else if (p->in_digest) {
		read_digest_line(p);
	} else {
		read_message_line(p);
	}
}

static size_t without_return(const char *line, size_t len)
{
	return len > 0 && line[len - 1] == '\r' ? len - 1 : len;
}

struct template *template_parse(const char *text, size_t len, const struct template_faults *faults)
{
	struct parse parse = {.faults = faults};
	size_t at = 0;

	_Static_assert(TEMPLATE_MOST == 4096, "as it is said");
	if (len > TEMPLATE_MOST) {
		faults->say(faults->context, 0, 0, "is larger than 4096 bytes");
		return NULL;
	}
	parse.template = conf_grow(NULL, 0, sizeof(*parse.template));
	do {
		const char *feed = len > at ? memchr(text + at, '\n', len - at) : NULL;
		size_t size = feed ? (size_t)(feed - text) - at : len - at;
		parse.line++;
		parse.begin = text + at;
		parse.end = parse.begin + without_return(parse.begin, size);
		read_line(&parse);
		at += size + 1;
	} while (at < len);
	if (parse.in_digest && parse.template->digest.count == 0) {
		fault(&parse, parse.begin, "behind [digest] the line of an issue is missing");
	}
	if (parse.fault_count > 0) {
		template_free(parse.template);
		return NULL;
	}
	return parse.template;
}

static void clear_line(struct template_line *line)
{
	for (size_t i = 0; i < line->count; i++) {
		free(line->pieces[i].literal);
	}
	free(line->pieces);
}

void template_free(struct template *template)
{
	if (!template) {
		return;
	}
	for (size_t i = 0; i < template->count; i++) {
		clear_line(&template->lines[i]);
	}
	clear_line(&template->digest);
	free(template->lines);
	free(template);
}
