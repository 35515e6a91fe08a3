#include "consumer/conf_titles.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/conf_section.h"

static void read_title(struct conf *conf, const struct conf_ini *ini, const struct conf_ini_section *section,
	struct conf_faults *faults)
{
	struct errnotice_err err = {""};
	char shown[256];

	conf->titles = conf_grow(conf->titles, conf->title_count, sizeof(*conf->titles));
	struct conf_title *title = &conf->titles[conf->title_count++];
	title->pattern = conf_copy(section->title, strlen(section->title));
	title->codes = errnotice_codes_parse(section->title, strlen(section->title), &err);
	if (!title->codes) {
		conf_fault(faults, ini->path, section->line, "[%s]: %s", conf_show(shown, section->title),
			err.text);
	}
	conf_section_read(title, CONF_TITLE, ini, section, faults);
}

void conf_titles_read(struct conf *conf, struct conf_faults *faults)
{
	if (!conf->dictionary || !*conf->dictionary) {
		return;
	}
	char *path = conf_path_beside(conf->path, conf->dictionary);
	struct conf_ini ini;
	conf_ini_read(&ini, path, faults);
	for (size_t i = 0; i < ini.section_count; i++) {
		read_title(conf, &ini, &ini.sections[i], faults);
	}
	conf_ini_clear(&ini);
	free(path);
}

void conf_titles_clear(struct conf *conf)
{
	for (size_t i = 0; i < conf->title_count; i++) {
		conf_section_clear(&conf->titles[i], CONF_TITLE);
		errnotice_codes_free(conf->titles[i].codes);
		free(conf->titles[i].pattern);
	}
	free(conf->titles);
}

const char *conf_severity_name(enum conf_severity severity)
{
	static const char *const names[] = {
		[CONF_CRITICAL] = "critical", [CONF_ERROR] = "error", [CONF_WARNING] = "warning"};

	return names[severity];
}

static bool covers(const struct conf_title *title, struct errnotice_span code)
{
	/* a fatal's code is its constant; the lists keep the two apart, a dictionary need not */
	return errnotice_codes_match_exception(title->codes, code) != ERRNOTICE_MATCH_NONE
	       || errnotice_codes_match_fatal(title->codes, code) != ERRNOTICE_MATCH_NONE;
}

const struct conf_title *conf_title_of(const struct conf *conf, struct errnotice_span code)
{
	for (size_t i = 0; i < conf->title_count; i++) {
		if (errnotice_span_is(code, conf->titles[i].pattern)) {
			return &conf->titles[i];
		}
	}
	for (size_t i = 0; i < conf->title_count; i++) {
		if (covers(&conf->titles[i], code)) {
			return &conf->titles[i];
		}
	}
	return NULL;
}
