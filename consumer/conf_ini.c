#include "consumer/conf_ini.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "common/text.h"

enum { FILE_LIMIT = 4 << 20, SHOWN = 120 };

void *conf_grow(void *array, size_t count, size_t size)
{
	char *grown = reallocarray(array, count + 1, size);
	if (!grown) {
		abort();
	}
	memset(grown + count * size, 0, size);
	return grown;
}

char *conf_copy(const char *data, size_t len)
{
	char *copy = strndup(data, len);
	if (!copy) {
		abort();
	}
	return copy;
}

/* What it quotes of the file, and the file's own name, makes no line and steers no terminal. */
static void put_clean(FILE *to, const char *text, size_t len)
{
	char *clean = conf_grow(NULL, 3 * len, 1); /* a bad byte takes three */

	fwrite(clean, 1, errnotice_text_line(clean, 3 * len, text, len), to);
	free(clean);
}

void conf_fault(struct conf_faults *faults, const char *path, int line, const char *format, ...)
{
	char *what = NULL, *text = NULL;
	va_list args;

	va_start(args, format);
	int made = vasprintf(&what, format, args);
	va_end(args);
	if (made >= 0) {
		made = line > 0 ? asprintf(&text, "%s:%d: %s", path, line, what)
				: asprintf(&text, "%s: %s", path, what);
	}
	if (made < 0) {
		abort();
	}
	faults->count++;
	put_clean(faults->to, text, (size_t)made);
	fputc('\n', faults->to);
	free(text);
	free(what);
}

const char *conf_show(char into[256], const char *value)
{
	size_t len = strlen(value), at = 0;
	size_t shown = errnotice_text_cut(value, len, SHOWN);
	for (size_t i = 0; i < shown && at < 240; i++) {
		bool control = (unsigned char)value[i] < 0x20 || value[i] == 0x7f;
		into[at++] = control ? '?' : value[i];
	}
	strcpy(into + at, shown < len ? "…" : "");
	return into;
}

bool conf_is_utf8(const char *text)
{
	size_t len = strlen(text), at = 0, size = 1;

	while (at < len && size > 0) {
		size = errnotice_text_character(text + at, len - at);
		at += size;
	}
	return at == len;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static void trim(const char **data, size_t *len)
{
	while (*len > 0 && is_space(**data)) {
		(*data)++;
		(*len)--;
	}
	while (*len > 0 && is_space((*data)[*len - 1])) {
		(*len)--;
	}
}

/* --- the file --- */

/* Editors of Windows put one there. */
static void drop_bom(char *text, size_t *len)
{
	if (*len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		*len -= 3;
		memmove(text, text + 3, *len);
	}
}

static char *read_open_file(FILE *file, const char *path, size_t *len, struct conf_faults *faults)
{
	char *text = conf_grow(NULL, FILE_LIMIT, 1);
	*len = fread(text, 1, FILE_LIMIT + 1, file);
	if (ferror(file)) {
		conf_fault(faults, path, 0, "cannot be read: %s", strerror(errno));
	} else if (*len > FILE_LIMIT) {
		conf_fault(faults, path, 0, "is larger than %d MiB", FILE_LIMIT >> 20);
	} else if (memchr(text, '\0', *len)) {
		conf_fault(faults, path, 0, "holds a NUL byte: this is no text file");
	} else {
		drop_bom(text, len);
		return text;
	}
	free(text);
	return NULL;
}

char *conf_file_read(const char *path, size_t *len, struct conf_faults *faults)
{
	FILE *file = fopen(path, "re");
	if (!file) {
		conf_fault(faults, path, 0, "cannot be opened: %s", strerror(errno));
		return NULL;
	}
	char *text = read_open_file(file, path, len, faults);
	fclose(file);
	return text;
}

/* --- lines --- */

struct reader {
	struct conf_ini *ini;
	struct conf_faults *faults;
	int line;
	bool skipping; /* the section's header was wrong: its lines have no home, and that was told */
};

static char *title_of(const char *data, size_t len)
{
	char *title = conf_copy(data, len);
	size_t to = 0;
	for (size_t i = 0; title[i]; i++) {
		char c = is_space(title[i]) ? ' ' : title[i];
		if (c != ' ' || title[to - 1] != ' ') { /* the first one is none: the title was trimmed */
			title[to++] = c;
		}
	}
	title[to] = '\0';
	return title;
}

static const struct conf_ini_section *find_section(const struct conf_ini *ini, const char *title)
{
	for (size_t i = 0; i < ini->section_count; i++) {
		if (strcmp(ini->sections[i].title, title) == 0) {
			return &ini->sections[i];
		}
	}
	return NULL;
}

static bool check_title(const struct reader *r, const char *title)
{
	const struct conf_ini_section *same = find_section(r->ini, title);
	int before = r->faults->count;
	char shown[256];

	conf_show(shown, title);
	if (!*title) {
		conf_fault(r->faults, r->ini->path, r->line, "a section without a name");
	} else if (!conf_is_utf8(title)) {
		conf_fault(r->faults, r->ini->path, r->line, "[%s]: is not UTF-8", shown);
	} else if (same) {
		conf_fault(r->faults, r->ini->path, r->line, "[%s] is there twice, first at line %d", shown,
			same->line);
	}
	return r->faults->count == before;
}

static void read_section(struct reader *r, const char *data, size_t len)
{
	struct conf_ini *ini = r->ini;

	r->skipping = true;
	if (data[len - 1] != ']') {
		conf_fault(r->faults, ini->path, r->line, "a section is written [name]; the ] is missing");
		return;
	}
	data++;
	len -= 2;
	trim(&data, &len);
	char *title = title_of(data, len);
	if (!check_title(r, title)) {
		free(title);
		return;
	}
	r->skipping = false;
	ini->sections = conf_grow(ini->sections, ini->section_count, sizeof(*ini->sections));
	ini->sections[ini->section_count++] = (struct conf_ini_section){.title = title, .line = r->line};
}

static const struct conf_ini_item *find_item(const struct conf_ini_section *section, const char *key)
{
	for (size_t i = 0; i < section->item_count; i++) {
		if (strcmp(section->items[i].key, key) == 0) {
			return &section->items[i];
		}
	}
	return NULL;
}

static void add_item(struct reader *r, char *key, char *value)
{
	struct conf_ini_section *section = &r->ini->sections[r->ini->section_count - 1];
	const struct conf_ini_item *same = find_item(section, key);
	if (same) {
		char shown[256];
		conf_fault(r->faults, r->ini->path, r->line, "[%s] %s is there twice, first at line %d",
			section->title, conf_show(shown, key), same->line);
		free(key);
		free(value);
		return;
	}
	section->items = conf_grow(section->items, section->item_count, sizeof(*section->items));
	section->items[section->item_count++] =
		(struct conf_ini_item){.key = key, .value = value, .line = r->line};
}

static void read_item(struct reader *r, const char *data, size_t len)
{
	const char *equals = memchr(data, '=', len);
	if (!equals || equals == data) {
		/* the line is not shown: it may be a secret that lost its key */
		conf_fault(
			r->faults, r->ini->path, r->line, "expected `key = value`, a [section] or a comment");
		return;
	}
	const char *key = data, *value = equals + 1;
	size_t key_len = (size_t)(equals - data), value_len = len - key_len - 1;
	trim(&key, &key_len);
	trim(&value, &value_len);
	if (value_len >= 2 && value[0] == '"' && value[value_len - 1] == '"') {
		value++;
		value_len -= 2;
	}
	if (r->skipping) {
		return;
	}
	if (r->ini->section_count == 0) {
		conf_fault(r->faults, r->ini->path, r->line, "`%.*s` stands before the first [section]",
			(int)key_len, key);
		return;
	}
	add_item(r, conf_copy(key, key_len), conf_copy(value, value_len));
}

static void read_line(struct reader *r, const char *data, size_t len)
{
	trim(&data, &len);
	if (len == 0 || *data == '#' || *data == ';') {
		return;
	}
	if (*data == '[') {
		read_section(r, data, len);
	} else {
		read_item(r, data, len);
	}
}

void conf_ini_read(struct conf_ini *ini, const char *path, struct conf_faults *faults)
{
	*ini = (struct conf_ini){.path = conf_copy(path, strlen(path))};

	size_t len;
	char *text = conf_file_read(path, &len, faults);
	if (!text) {
		return;
	}
	struct reader reader = {.ini = ini, .faults = faults};
	size_t at = 0;
	while (at < len) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t line_len = end ? (size_t)(end - text) - at : len - at;
		reader.line++;
		read_line(&reader, text + at, line_len);
		at += line_len + 1;
	}
	free(text);
}

void conf_ini_clear(struct conf_ini *ini)
{
	for (size_t i = 0; i < ini->section_count; i++) {
		struct conf_ini_section *section = &ini->sections[i];
		for (size_t j = 0; j < section->item_count; j++) {
			free(section->items[j].key);
			free(section->items[j].value);
		}
		free(section->items);
		free(section->title);
	}
	free(ini->sections);
	free(ini->path);
	*ini = (struct conf_ini){0};
}
