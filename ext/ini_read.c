#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <strings.h>

#include "common/text.h"
#include "common/tls.h"
#include "ext/ini_read.h"

/* Numbers are copied out first: spans end where they end. */
#define NUMBER_SIZE 32

struct unit {
	const char *name; /* without case */
	long factor;
};

static bool read_flag(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	static const char *const words[] = {"0", "", "off", "no", "false", "none", "1", "on", "yes", "true"};
	bool *flag = target;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (text.len == strlen(words[i]) && strncasecmp(text.data, words[i], text.len) == 0) {
			*flag = i >= 6;
			return true;
		}
	return errnotice_err_set(err, "is neither on nor off");
}

/* A whole number and one of the units (the first one's name is empty), between the row's bounds. */
static bool read_scaled(const struct errnotice_ini_row *row, long *value, struct errnotice_span text,
	const struct unit *units, struct errnotice_err *err)
{
	char digits[NUMBER_SIZE];
	char *end;

	if (text.len == 0 || text.len >= sizeof(digits)
		|| !(isdigit((unsigned char)text.data[0]) || text.data[0] == '-'))
		return errnotice_err_set(err, "is not a whole number");
	memcpy(digits, text.data, text.len);
	digits[text.len] = '\0';
	errno = 0;
	*value = strtol(digits, &end, 10);
	while (units->name && strcasecmp(units->name, end) != 0)
		units++;
	if (!units->name)
		return errnotice_err_set(err, "is not a whole number with a unit of this directive");
	if (errno || __builtin_mul_overflow(*value, units->factor, value) || *value < row->low
		|| *value > row->high) {
		if (row->high == LONG_MAX)
			return errnotice_err_set(err, "is out of range");
		return errnotice_err_set(err, "is not between %ld and %ld", row->low, row->high);
	}
	return true;
}

static bool read_number(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	static const struct unit units[] = {{"", 1}, {NULL, 0}};

	return read_scaled(row, target, text, units, err);
}

static bool read_bytes(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	static const struct unit units[] = {
		{"", 1}, {"K", 1L << 10}, {"M", 1L << 20}, {"G", 1L << 30}, {NULL, 0}};

	return read_scaled(row, target, text, units, err);
}

static bool read_int_scaled(const struct errnotice_ini_row *row, int *value, struct errnotice_span text,
	const struct unit *units, struct errnotice_err *err)
{
	long wide;

	if (!read_scaled(row, &wide, text, units, err))
		return false;
	*value = (int)wide;
	return true;
}

static bool read_seconds(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	static const struct unit units[] = {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}, {NULL, 0}};

	return read_int_scaled(row, target, text, units, err);
}

static bool read_milliseconds(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	static const struct unit units[] = {{"", 1}, {"ms", 1}, {"s", 1000}, {NULL, 0}};

	return read_int_scaled(row, target, text, units, err);
}

static bool read_codes(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	struct errnotice_codes **codes = target;

	*codes = errnotice_codes_parse(text.data, text.len, err);
	return *codes != NULL;
}

static bool read_names(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	struct errnotice_names **names = target;

	*names = errnotice_names_parse(text.data, text.len, err);
	return *names != NULL;
}

static bool is_separator(char c)
{
	return c == ',' || isspace((unsigned char)c);
}

/* Blanks every item `auto` in a copy of the list: positions in error texts stay right. */
static bool take_out_auto(char *list, size_t len)
{
	bool found = false;
	size_t at = 0, end;

	for (; at < len; at = end + 1) {
		for (end = at; end < len && !is_separator(list[end]); end++)
			;
		if (end - at == 4 && strncasecmp(list + at, "auto", 4) == 0) {
			memset(list + at, ' ', 4);
			found = true;
		}
	}
	return found;
}

static bool read_ignore_classes(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	struct errnotice_settings *settings = target;
	char *list = malloc(text.len + 1);

	if (!list)
		return errnotice_err_set(err, "no memory");
	if (text.len)
		memcpy(list, text.data, text.len);
	settings->ignore_auto = take_out_auto(list, text.len);
	settings->ignore_classes = errnotice_names_parse(list, text.len, err);
	free(list);
	return settings->ignore_classes != NULL;
}

static bool read_code_sources(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	struct errnotice_code_sources **sources = target;

	*sources = errnotice_code_sources_parse(text.data, text.len, err);
	return *sources != NULL;
}

static bool read_boundaries(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	struct errnotice_boundaries **boundaries = target;

	*boundaries = errnotice_boundaries_parse(text.data, text.len, err);
	return *boundaries != NULL;
}

static bool read_scrub(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	struct errnotice_scrub **scrub = target;

	*scrub = errnotice_scrub_parse(text.data, text.len, err);
	return *scrub != NULL;
}

/* A name for people: what is too long is cut, not refused (a release may be a long hash). */
static bool read_label(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	char *label = target;

	label[errnotice_text_clean(label, (size_t)row->high, text.data, text.len)] = '\0';
	return true;
}

static bool read_text(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	char *into = target;

	if (text.len < (size_t)row->low)
		return errnotice_err_set(err, "must not be empty");
	if (text.len > (size_t)row->high)
		return errnotice_err_set(err, "is longer than %ld bytes", row->high);
	for (size_t i = 0; i < text.len; i++)
		if (iscntrl((unsigned char)text.data[i]))
			return errnotice_err_set(err, "holds a control character at byte %zu", i + 1);
	if (text.len)
		memcpy(into, text.data, text.len);
	into[text.len] = '\0';
	return true;
}

static bool read_folder(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	if (text.len && text.data[0] != '/')
		return errnotice_err_set(err, "is not an absolute path");
	return read_text(row, target, text, err);
}

static bool read_redis(const struct errnotice_ini_row *row, void *target, struct errnotice_span text,
	struct errnotice_err *err)
{
	char *url = strndup(text.len ? text.data : "", text.len);
	bool taken;

	if (!url)
		return errnotice_err_set(err, "no memory");
	taken = errnotice_redis_url_parse(target, url, err) && errnotice_tls_allows(target, err);
	free(url);
	return taken;
}

const struct errnotice_ini_row errnotice_ini_rows[ERRNOTICE_DIRECTIVE_COUNT_] = {
#define PERDIR false
#define SYSTEM true
#define X(directive, text, scope, reader, target, low, high) \
	{#directive, scope, read_##reader, offsetof(struct errnotice_ini, target), low, high},
	ERRNOTICE_DIRECTIVES(X)
#undef X
#undef SYSTEM
#undef PERDIR
};

bool errnotice_ini_read(
	struct errnotice_ini *ini, enum errnotice_directive directive, struct errnotice_err *err)
{
	const struct errnotice_ini_row *row = &errnotice_ini_rows[directive];

	return row->read(row, (char *)ini + row->target, ini->text[directive], err);
}

void errnotice_settings_clear(struct errnotice_settings *settings)
{
	errnotice_codes_free(settings->codes);
	errnotice_codes_free(settings->ignore_codes);
	errnotice_names_free(settings->classes);
	errnotice_names_free(settings->ignore_classes);
	errnotice_code_sources_free(settings->code_from);
	errnotice_boundaries_free(settings->boundaries);
	errnotice_scrub_free(settings->scrub);
	memset(settings, 0, sizeof(*settings));
}
