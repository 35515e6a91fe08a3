#include "common/scrub_list.h"

#include <stdlib.h>
#include "common/list.h"

static const struct {
	const char *name;
	enum errnotice_scrub_kind kind;
} kinds[] = {
	{"@mobile", ERRNOTICE_SCRUB_MOBILE},
	{"@id", ERRNOTICE_SCRUB_ID},
	{"@card", ERRNOTICE_SCRUB_CARD},
	{"@email", ERRNOTICE_SCRUB_EMAIL},
	{"@token", ERRNOTICE_SCRUB_TOKEN},
};

static bool add_kind(struct errnotice_scrub *scrub, struct errnotice_span item)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (errnotice_span_is(item, kinds[i].name)) {
			scrub->kinds |= kinds[i].kind;
			return true;
		}
	}
	return false;
}

static struct errnotice_scrub *allocate(const char *list, size_t len)
{
	struct errnotice_scrub *scrub = calloc(1, sizeof *scrub);

	if (!scrub)
		return NULL;
	scrub->text = malloc(len + 1);
	scrub->names = malloc((len / 2 + 1) * sizeof *scrub->names);
	if (!scrub->text || !scrub->names) {
		errnotice_scrub_free(scrub);
		return NULL;
	}
	if (len)
		memcpy(scrub->text, list, len);
	scrub->text[len] = '\0';
	return scrub;
}

struct errnotice_scrub *errnotice_scrub_parse(const char *list, size_t len, struct errnotice_err *err)
{
	struct errnotice_scrub *scrub = allocate(list, len);
	struct errnotice_span text, item;
	size_t at = 0;

	if (!scrub) {
		errnotice_err_set(err, "out of memory");
		return NULL;
	}
	text = errnotice_span(scrub->text, len);
	while ((item = errnotice_list_next(text, &at)).len) {
		if (item.data[0] != '@') {
			scrub->names[scrub->count++] = item;
		} else if (!add_kind(scrub, item)) {
			errnotice_err_set(err,
				"\"%.*s\" at %zu: not one of @mobile, @id, @card, @email, @token",
				item.len > 64 ? 64 : (int)item.len, item.data,
				(size_t)(item.data - scrub->text) + 1);
			errnotice_scrub_free(scrub);
			return NULL;
		}
	}
	return scrub;
}

void errnotice_scrub_free(struct errnotice_scrub *scrub)
{
	if (!scrub)
		return;
	free(scrub->text);
	free(scrub->names);
	free(scrub);
}

static int folded(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	return c == '-' ? '_' : c;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Whether a word of a name begins at `at`: user_password, user[password], userPassword. */
static bool begins_word(struct errnotice_span name, size_t at)
{
	if (at == 0 || memchr("_-.[", name.data[at - 1], 4))
		return true;
	return at < name.len && is_upper(name.data[at]) && !is_upper(name.data[at - 1]);
}

/* From the back; a listed `_` may also be the step of accessToken. */
static bool ends_in(struct errnotice_span name, struct errnotice_span listed)
{
	size_t at = name.len, i = listed.len;

	while (i > 0) {
		char wanted = (char)folded(listed.data[--i]);

		if (at > 0 && folded(name.data[at - 1]) == wanted)
			at--;
		else if (wanted != '_' || at == 0 || !begins_word(name, at))
			return false;
	}
	return begins_word(name, at);
}

bool errnotice_scrub_names(const struct errnotice_scrub *scrub, struct errnotice_span name)
{
	while (name.len > 0) {
		size_t open = name.len;

		while (name.len > 0 && name.data[name.len - 1] == ']')
			name.len--;
		for (size_t i = 0; i < scrub->count; i++)
			if (ends_in(name, scrub->names[i]))
				return true;
		/* password[] and password[old] are passwords, too */
		while (open > 0 && name.data[open - 1] != '[')
			open--;
		name.len = open > 0 ? open - 1 : 0;
	}
	return false;
}
