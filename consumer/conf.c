#include "consumer/conf.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/conf_check.h"
#include "consumer/conf_section.h"
#include "consumer/conf_templates.h"
#include "consumer/conf_titles.h"

enum { NAME_MOST = 64 };

/* The part of a title before the name, and where the name begins ("" for none). */
static size_t split_title(const char *title, const char **name)
{
	size_t word = strcspn(title, " ");
	*name = title[word] ? title + word + 1 : "";
	return word;
}

static enum conf_section kind_of(const char *title, const char **name)
{
	size_t len = split_title(title, name);
	for (int kind = 0; kind < CONF_SECTIONS; kind++) {
		const char *word = conf_section_word(kind);
		if (word && strlen(word) == len && strncmp(word, title, len) == 0
			&& (conf_section_is_named(kind) || !**name)) {
			return kind;
		}
	}
	return CONF_SECTIONS;
}

/* Names stand in lists, labels and messages: no separators, no control characters, no more than these. */
static bool is_name(const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)name[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
			      || c >= 0x80;
		if (!letter && !strchr("_-.", c)) {
			return false;
		}
	}
	return len > 0 && len <= NAME_MOST && strcmp(name, "none") != 0;
}

struct reading {
	struct conf *conf;
	const struct conf_ini *ini;
	struct conf_faults *faults;
	bool seen[CONF_SECTIONS];
};

static void *owner_of(struct conf *conf, enum conf_section kind, const char *name)
{
	if (kind == CONF_ROBOT) {
		conf->robots = conf_grow(conf->robots, conf->robot_count, sizeof(*conf->robots));
		struct conf_robot *robot = &conf->robots[conf->robot_count++];
		robot->name = conf_copy(name, strlen(name));
		return robot;
	}
	if (kind == CONF_ROUTE) {
		conf->routes = conf_grow(conf->routes, conf->route_count, sizeof(*conf->routes));
		struct conf_route *route = &conf->routes[conf->route_count++];
		route->name = conf_copy(name, strlen(name));
		return route;
	}
	return conf;
}

static void refuse_section(const struct reading *r, const struct conf_ini_section *section)
{
	const char *name;
	char shown[256], *word = conf_copy(section->title, split_title(section->title, &name));
	conf_show(shown, section->title);
	if (strcmp(word, "robot") == 0 || strcmp(word, "route") == 0) {
		conf_fault(r->faults, r->ini->path, section->line, "[%s]: needs a name, as in [%s ops]",
			shown, word);
	} else {
		conf_fault(r->faults, r->ini->path, section->line, "[%s]: unknown section", shown);
	}
	free(word);
}

static void read_section(struct reading *r, const struct conf_ini_section *section)
{
	const char *name;
	char shown[256];
	enum conf_section kind = kind_of(section->title, &name);

	if (kind == CONF_SECTIONS || (conf_section_is_named(kind) && !*name)) {
		refuse_section(r, section);
		return;
	}
	if (conf_section_is_named(kind) && !is_name(name)) {
		conf_fault(r->faults, r->ini->path, section->line,
			"[%s]: a name has up to %d letters, digits, `_`, `-` or `.`, and is not `none`",
			conf_show(shown, section->title), NAME_MOST);
	}
	r->seen[kind] = true;
	conf_section_read(owner_of(r->conf, kind, name), kind, r->ini, section, r->faults);
}

static void read_sections(struct reading *r)
{
	for (size_t i = 0; i < r->ini->section_count; i++) {
		read_section(r, &r->ini->sections[i]);
	}
	for (int kind = 0; kind < CONF_SECTIONS; kind++) {
		if (!r->seen[kind] && !conf_section_is_named(kind)) {
			conf_section_read(r->conf, kind, r->ini, NULL, r->faults);
		}
	}
}

struct conf *conf_read(const char *path, FILE *errors)
{
	struct conf_faults faults = {.to = errors};
	struct conf *conf = conf_grow(NULL, 0, sizeof(*conf));
	struct conf_ini ini;

	conf->path = conf_copy(path, strlen(path));
	conf_ini_read(&ini, path, &faults);
	struct reading reading = {.conf = conf, .ini = &ini, .faults = &faults};
	read_sections(&reading);
	conf_titles_read(conf, &faults);
	conf_templates_read(conf, &faults);
	conf_check(conf, &ini, &faults);
	conf_ini_clear(&ini);
	if (faults.count > 0) {
		conf_free(conf);
		return NULL;
	}
	return conf;
}

void conf_free(struct conf *conf)
{
	if (!conf) {
		return;
	}
	for (size_t i = 0; i < conf->robot_count; i++) {
		conf_section_clear(&conf->robots[i], CONF_ROBOT);
		free(conf->robots[i].name);
	}
	for (size_t i = 0; i < conf->route_count; i++) {
		conf_section_clear(&conf->routes[i], CONF_ROUTE);
		template_free(conf->routes[i].template);
		free(conf->routes[i].robots);
		free(conf->routes[i].name);
	}
	for (int kind = 0; kind < CONF_SECTIONS; kind++) {
		if (!conf_section_is_named(kind)) {
			conf_section_clear(conf, kind);
		}
	}
	conf_titles_clear(conf);
	free(conf->robots);
	free(conf->routes);
	free(conf->path);
	free(conf);
}
