#include "consumer/conf_templates.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/conf_section.h"

struct file {
	const char *path;
	struct conf_faults *faults;
};

static void say(void *context, int line, int column, const char *what)
{
	const struct file *file = context;
	char place[4200];

	if (line == 0) {
		conf_fault(file->faults, file->path, 0, "%s", what);
		return;
	}
	snprintf(place, sizeof(place), "%s:%d:%d", file->path, line, column);
	conf_fault(file->faults, place, 0, "%s", what);
}

static struct template *read_one(const char *path, struct conf_faults *faults)
{
	struct file file = {path, faults};
	const struct template_faults to = {say, &file};
	size_t len;
	char *text = conf_file_read(path, &len, faults);
	struct template *template = text ? template_parse(text, len, &to) : NULL;

	free(text);
	return template;
}

/* What is wrong with a file is told once, however many routes name it. */
static bool is_refused(const struct conf *conf, size_t route)
{
	const char *name = conf->routes[route].template_file;

	for (size_t i = 0; i < route; i++) {
		const struct conf_route *before = &conf->routes[i];
		if (before->template_file && strcmp(before->template_file, name) == 0) {
			return !before->template;
		}
	}
	return false;
}

void conf_templates_read(struct conf *conf, struct conf_faults *faults)
{
	for (size_t i = 0; i < conf->route_count; i++) {
		struct conf_route *route = &conf->routes[i];
		if (!route->template_file || !*route->template_file || is_refused(conf, i)) {
			continue;
		}
		char *path = conf_path_beside(conf->path, route->template_file);
		route->template = read_one(path, faults);
		free(path);
	}
}
