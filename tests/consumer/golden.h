/*
 * golden -- golden/NAME.txt holds title, text and mentions of a message as they must be.
 *
 * After a change that is wanted, GOLDEN=write makes them anew: look at the difference.
 */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "usual.h"

static inline char *read_text_file(const char *path)
{
	static char content[65536];
	FILE *file = fopen(path, "r");
	size_t len = file ? fread(content, 1, sizeof(content) - 1, file) : 0;
	if (file) {
		fclose(file);
	}
	content[len] = '\0';
	return content;
}

/* Frees `body`. */
static inline void compare(const char *name, char *body)
{
	char path[256], *shown;
	json_t *json = parse(body);
	char *at = json_dumps(json_object_get(json, "at"), JSON_COMPACT);

	snprintf(path, sizeof(path), "golden/%s.txt", name);
	assert_true(
		asprintf(&shown, "%s\n---\n%s\n---\n%s\n", part(json, "title"), part(json, "text"), at) > 0);
	if (getenv("GOLDEN")) {
		FILE *file = fopen(path, "w");
		fputs(shown, file);
		fclose(file);
	}
	assert_string_equal(shown, read_text_file(path));
	free(shown);
	free(at);
	free(body);
	json_decref(json);
}

#endif
