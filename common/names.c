#include "common/pattern.h"

#include <stdlib.h>
#include "common/glob.h"
#include "common/list.h"

struct errnotice_names {
	char *text;                   /* owns the words */
	bool any;                     /* `*` is in the list */
	struct errnotice_span *words; /* without a leading backslash */
	size_t count;
};

static struct errnotice_span without_root(struct errnotice_span name)
{
	return name.len > 0 && name.data[0] == '\\' ? errnotice_span(name.data + 1, name.len - 1) : name;
}

static struct errnotice_names *allocate(const char *list, size_t len)
{
	struct errnotice_names *names = calloc(1, sizeof *names);

	if (!names)
		return NULL;
	names->text = malloc(len + 1);
	names->words = malloc((len / 2 + 1) * sizeof *names->words);
	if (!names->text || !names->words) {
		errnotice_names_free(names);
		return NULL;
	}
	if (len)
		memcpy(names->text, list, len);
	names->text[len] = '\0';
	return names;
}

/* A byte of a name: printable ASCII but quotes, or any byte of a UTF-8 sequence (PHP's own rule for names). */
static bool is_name(struct errnotice_span name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.data[i];

		if (c <= ' ' || c == 0x7F || c == '"' || c == '\'')
			return false;
	}
	return name.len > 0;
}

struct errnotice_names *errnotice_names_parse(const char *list, size_t len, struct errnotice_err *err)
{
	struct errnotice_names *names = allocate(list, len);
	struct errnotice_span text, item;
	size_t at = 0;

	if (!names) {
		errnotice_err_set(err, "out of memory");
		return NULL;
	}
	text = errnotice_span(names->text, len);
	while ((item = errnotice_list_next(text, &at)).len) {
		if (errnotice_span_is(item, "*")) {
			names->any = true;
		} else if (is_name(without_root(item))) {
			names->words[names->count++] = without_root(item);
		} else {
			errnotice_err_set(err, "\"%.*s\" at %zu: not a name",
				item.len > 64 ? 64 : (int)item.len, item.data,
				(size_t)(item.data - names->text) + 1);
			errnotice_names_free(names);
			return NULL;
		}
	}
	return names;
}

void errnotice_names_free(struct errnotice_names *names)
{
	if (!names)
		return;
	free(names->text);
	free(names->words);
	free(names);
}

bool errnotice_names_empty(const struct errnotice_names *names)
{
	return !names->any && names->count == 0;
}

enum errnotice_match errnotice_names_match(const struct errnotice_names *names, struct errnotice_span name)
{
	const char *nul = name.len ? memchr(name.data, '\0', name.len) : NULL;

	if (nul)
		name.len = (size_t)(nul - name.data);
	name = without_root(name);
	for (size_t i = 0; i < names->count; i++)
		if (errnotice_glob_match(names->words[i], name, true))
			return ERRNOTICE_MATCH_NAMED;
	return names->any ? ERRNOTICE_MATCH_ANY : ERRNOTICE_MATCH_NONE;
}
