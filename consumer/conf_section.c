#include "consumer/conf_section.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/conf_value.h"

static const char file_suffix[] = "_file";

struct place {
	const struct conf_ini *ini;
	const struct conf_ini_section *section;
	const struct conf_ini_item *item; /* NULL: the default */
	const struct conf_key *key;
	struct conf_faults *faults;
};

/* Says what is wrong with a value; a secret's is not shown, a file's name is. */
static void complain(const struct place *p, const char *reason)
{
	char name[256], shown[256];
	bool from_file = strcmp(p->item->key, p->key->key) != 0;

	conf_show(name, p->section->title);
	if (p->key->secret && !from_file) {
		conf_fault(p->faults, p->ini->path, p->item->line, "[%s] %s: %s", name, p->item->key, reason);
	} else {
		conf_fault(p->faults, p->ini->path, p->item->line, "[%s] %s = %s: %s", name, p->item->key,
			conf_show(shown, p->item->value), reason);
	}
}

/* --- ${NAME} --- */

static bool expand_one(FILE *out, const char **at, const struct place *p)
{
	const char *name = *at + 2, *end = name;
	while (isalnum((unsigned char)*end) || *end == '_') {
		end++;
	}
	if (*end != '}' || end == name || isdigit((unsigned char)*name)) {
		complain(p, "`${` must be followed by the name of an environment variable and `}` (write $${ "
			    "for the characters)");
		return false;
	}
	char *variable = conf_copy(name, (size_t)(end - name));
	const char *value = getenv(variable);
	if (value) {
		fputs(value, out);
		*at = end + 1;
	} else {
		struct errnotice_err reason = {""};
		errnotice_err_set(&reason, "the environment has no variable %s", variable);
		complain(p, reason.text);
	}
	free(variable);
	return value;
}

/* The value with its ${NAME} replaced, or NULL and a fault. */
static char *expand(const struct place *p)
{
	char *text = NULL;
	size_t len;
	bool fine = true;
	FILE *out = open_memstream(&text, &len);
	if (!out) {
		abort();
	}
	for (const char *at = p->item->value; *at && fine;) {
		if (strncmp(at, "$${", 3) == 0) {
			fputs("${", out);
			at += 3;
		} else if (strncmp(at, "${", 2) == 0) {
			fine = expand_one(out, &at, p);
		} else {
			fputc(*at++, out);
		}
	}
	fclose(out);
	if (!fine) {
		free(text);
		return NULL;
	}
	return text;
}

/* --- KEY_file --- */

char *conf_path_beside(const char *from, const char *path)
{
	const char *slash = strrchr(from, '/');
	char *joined = NULL;

	if (*path == '/' || !slash) {
		return conf_copy(path, strlen(path));
	}
	if (asprintf(&joined, "%.*s/%s", (int)(slash - from), from, path) < 0) {
		abort();
	}
	return joined;
}

/* The first line of the file, or NULL and a fault. */
static char *read_first_line(const struct place *p)
{
	char *path = conf_path_beside(p->ini->path, p->item->value), *line = NULL;
	size_t room = 0;
	FILE *file = fopen(path, "re");
	ssize_t len = file ? getline(&line, &room, file) : -1;
	if (len < 0) {
		struct errnotice_err reason = {""};
		if (file && feof(file)) {
			errnotice_err_set(&reason, "is empty");
		} else {
			errnotice_err_set(&reason, "cannot be read: %s", strerror(errno));
		}
		complain(p, reason.text);
		free(line);
		line = NULL;
	}
	while (len > 0 && isspace((unsigned char)line[len - 1])) {
		line[--len] = '\0';
	}
	if (file) {
		fclose(file);
	}
	free(path);
	return line;
}

/* --- a section --- */

static const struct conf_ini_item *find_item(
	const struct conf_ini_section *section, const char *key, const char *suffix)
{
	size_t len = strlen(key);
	for (size_t i = 0; section && i < section->item_count; i++) {
		const char *has = section->items[i].key;
		if (strncmp(has, key, len) == 0 && strcmp(has + len, suffix) == 0) {
			return &section->items[i];
		}
	}
	return NULL;
}

static void set_default(void *owner, const struct place *p)
{
	struct errnotice_err err = {""};

	if (!p->key->standard) {
		char name[256];
		conf_fault(p->faults, p->ini->path, p->section->line, "[%s] needs %s",
			conf_show(name, p->section->title), p->key->key);
	} else if (!conf_value_set(owner, p->key, p->key->standard, &err)) {
		conf_fault(p->faults, p->ini->path, 0, "default of %s: %s", p->key->key, err.text);
	}
}

/* What another encoding wrote could be neither told nor shown: no JSON holds it. */
static bool take_text(void *owner, const struct conf_key *key, const char *text, struct errnotice_err *err)
{
	if (!conf_is_utf8(text)) {
		return errnotice_err_set(err, "is not UTF-8");
	}
	return conf_value_set(owner, key, text, err);
}

static void set_key(void *owner, struct place *p)
{
	struct errnotice_err err = {""};
	const struct conf_ini_item *direct = find_item(p->section, p->key->key, "");
	const struct conf_ini_item *file = find_item(p->section, p->key->key, file_suffix);

	p->item = file ? file : direct;
	if (!p->item) {
		set_default(owner, p);
		return;
	}
	if (file && direct) {
		complain(p, "is there beside the value itself; only one of them may be");
		return;
	}
	char *text = file ? read_first_line(p) : expand(p);
	if (text && !take_text(owner, p->key, text, &err)) {
		complain(p, err.text);
	}
	free(text);
}

static bool is_known(enum conf_section kind, const char *key)
{
	if (conf_key_find(kind, key)) {
		return true;
	}
	size_t len = strlen(key), suffix = strlen(file_suffix);
	if (len <= suffix || strcmp(key + len - suffix, file_suffix) != 0) {
		return false;
	}
	char *base = conf_copy(key, len - suffix);
	bool known = conf_key_find(kind, base);
	free(base);
	return known;
}

/* An unknown key's value is shown as well, unless the key is close to a secret's name: a slip must not show that. */
static bool may_be_secret(const char *key)
{
	static const char *const parts[] = {
		"sec", "tok", "pass", "web", "hoo", "key", "url", "prox", "red", "auth"};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (strcasestr(key, parts[i])) {
			return true;
		}
	}
	return false;
}

static void refuse_unknown(enum conf_section kind, const struct conf_ini *ini,
	const struct conf_ini_section *section, struct conf_faults *faults)
{
	for (size_t i = 0; i < section->item_count; i++) {
		const struct conf_ini_item *item = &section->items[i];
		char name[256], key[256], value[256];
		if (is_known(kind, item->key)) {
			continue;
		}
		bool secret = may_be_secret(item->key);
		conf_fault(faults, ini->path, item->line,
			"[%s] %s%s%s: unknown key (check --keys shows those there are)",
			conf_show(name, section->title), conf_show(key, item->key), secret ? "" : " = ",
			secret ? "" : conf_show(value, item->value));
	}
}

void conf_section_read(void *owner, enum conf_section kind, const struct conf_ini *ini,
	const struct conf_ini_section *section, struct conf_faults *faults)
{
	struct place place = {.ini = ini, .section = section, .faults = faults};

	for (size_t i = 0; i < conf_key_count; i++) {
		if (conf_keys[i].section == kind) {
			place.key = &conf_keys[i];
			set_key(owner, &place);
		}
	}
	if (section) {
		refuse_unknown(kind, ini, section, faults);
	}
}

void conf_section_clear(void *owner, enum conf_section kind)
{
	for (size_t i = 0; i < conf_key_count; i++) {
		if (conf_keys[i].section == kind) {
			conf_value_clear(owner, &conf_keys[i]);
		}
	}
}
