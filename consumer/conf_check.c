#include "consumer/conf_check.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/conf_address.h"
#include "consumer/conf_crowd.h"
#include "consumer/conf_section.h"
#include "consumer/query.h"

static const char separators[] = ", \t";

enum { DAY_S = 86400, SUMMARY_KEPT_S = 4 * DAY_S };

struct check {
	struct conf *conf;
	const struct conf_ini *ini;
	struct conf_faults *faults;
};

/* The line of a section, and of a key in it when it is there. */
static int line_of(const struct conf_ini *ini, const char *kind, const char *name, const char *key)
{
	for (size_t i = 0; i < ini->section_count; i++) {
		const struct conf_ini_section *section = &ini->sections[i];
		size_t len = strlen(kind);
		bool same =
			strncmp(section->title, kind, len) == 0
			&& (name ? section->title[len] == ' ' && strcmp(section->title + len + 1, name) == 0
				 : !section->title[len]);
		for (size_t j = 0; same && j < section->item_count; j++) {
			if (strcmp(section->items[j].key, key) == 0) {
				return section->items[j].line;
			}
		}
		if (same) {
			return section->line;
		}
	}
	return 0;
}

static bool find_robot(const struct conf *conf, const char *name, size_t len, size_t *index)
{
	for (*index = 0; *index < conf->robot_count; (*index)++) {
		const char *has = conf->robots[*index].name;
		if (strlen(has) == len && memcmp(has, name, len) == 0) {
			return true;
		}
	}
	return false;
}

static bool goes_to(const struct conf_route *route, size_t robot)
{
	for (size_t i = 0; i < route->robot_count; i++) {
		if (route->robots[i] == robot) {
			return true;
		}
	}
	return false;
}

static void add_robot(const struct check *c, struct conf_route *route, const char *name, size_t len)
{
	int line = line_of(c->ini, "route", route->name, "robot");
	char shown[256];
	size_t robot;

	if (!find_robot(c->conf, name, len, &robot)) {
		conf_fault(c->faults, c->ini->path, line, "[route %s] robot = %s: there is no [robot %.*s]",
			route->name, conf_show(shown, route->robot_list), (int)(len < 64 ? len : 64), name);
	} else if (goes_to(route, robot)) {
		conf_fault(c->faults, c->ini->path, line, "[route %s] robot = %s: names %s twice",
			route->name, conf_show(shown, route->robot_list), c->conf->robots[robot].name);
	} else {
		route->robots = conf_grow(route->robots, route->robot_count, sizeof(*route->robots));
		route->robots[route->robot_count++] = robot;
	}
}

static void check_route(const struct check *c, struct conf_route *route)
{
	const char *list = route->robot_list;
	if (!list || strcmp(list, "none") == 0) {
		return;
	}
	if (!list[strspn(list, separators)]) {
		if (c->conf->robot_count != 1) {
			conf_fault(c->faults, c->ini->path, line_of(c->ini, "route", route->name, "robot"),
				"[route %s] needs robot = NAME, or none to count only: there are %zu robots",
				route->name, c->conf->robot_count);
			return;
		}
		list = c->conf->robots[0].name;
	}
	while (*(list += strspn(list, separators))) {
		size_t len = strcspn(list, separators);
		add_robot(c, route, list, len);
		list += len;
	}
}

static void check_escalate(const struct check *c, struct conf_route *route)
{
	struct conf_escalate *escalate = &route->escalate;
	const char *name = escalate->robot_name;
	char shown[256], missing[256];

	if (escalate->when.events == 0) {
		return;
	}
	conf_show(shown, escalate->text);
	int line = line_of(c->ini, "route", route->name, "escalate");
	if (route->robot_list && strcmp(route->robot_list, "none") == 0) {
		conf_fault(c->faults, c->ini->path, line,
			"[route %s] escalate = %s: a route with robot = none tells nobody", route->name,
			shown);
	} else if (name && !find_robot(c->conf, name, strlen(name), &escalate->robot)) {
		conf_fault(c->faults, c->ini->path, line, "[route %s] escalate = %s: there is no [robot %s]",
			route->name, shown, conf_show(missing, name));
	} else if (!name && route->robot_count > 0) {
		escalate->robot = route->robots[0];
	}
	escalate->is_copy = !goes_to(route, escalate->robot);
}

static void check_robot(const struct check *c, const struct conf_robot *robot)
{
	/* with rate 0 that value was refused already */
	if (robot->rate > 0 && robot->reserve >= robot->rate) {
		conf_fault(c->faults, c->ini->path, line_of(c->ini, "robot", robot->name, "reserve"),
			"[robot %s] reserve = %d: must be less than the %d messages of rate", robot->name,
			robot->reserve, robot->rate);
	}
}

/* NULL, or why nothing can be read there; a folder can be opened, but not read. */
static const char *why_unreadable(const char *path)
{
	FILE *file = fopen(path, "re");
	const char *why = file && (fgetc(file) != EOF || !ferror(file)) ? NULL : strerror(errno);

	if (file) {
		fclose(file);
	}
	return why;
}

/* As with every file that is named: from the folder of the one that names it, wherever the program was started. */
static void check_ca_file(const struct check *c, struct conf_robot *robot)
{
	char *named = robot->ca_file, shown[256];

	if (!named || !*named) {
		return;
	}
	robot->ca_file = conf_path_beside(c->conf->path, named);
	const char *why = why_unreadable(robot->ca_file);
	if (why) {
		conf_fault(c->faults, c->ini->path, line_of(c->ini, "robot", robot->name, "ca_file"),
			"[robot %s] ca_file = %s: cannot be read: %s", robot->name, conf_show(shown, named),
			why);
	}
	free(named);
}

/* One robot has one budget, one keyword and one turn: it is one section.  The token is a secret, and not shown. */
static void check_token(const struct check *c, const struct conf_robot *robot)
{
	struct errnotice_span token = query_value(robot->webhook ? robot->webhook : "", "access_token");

	for (const struct conf_robot *other = c->conf->robots; token.len > 0 && other < robot; other++) {
		struct errnotice_span its = query_value(other->webhook ? other->webhook : "", "access_token");
		if (its.len == token.len && memcmp(its.data, token.data, token.len) == 0) {
			conf_fault(c->faults, c->ini->path, line_of(c->ini, "robot", robot->name, "webhook"),
				"[robot %s] webhook: has the access_token of [robot %s]", robot->name,
				other->name);
			return;
		}
	}
}

/* Two robots may stand in for each other. */
static void check_fallback(const struct check *c, struct conf_robot *robot)
{
	const char *name = robot->fallback_name;
	char shown[256];
	size_t other;

	if (!name || !*name) {
		return;
	}
	int line = line_of(c->ini, "robot", robot->name, "fallback");
	if (!find_robot(c->conf, name, strlen(name), &other)) {
		conf_fault(c->faults, c->ini->path, line, "[robot %s] fallback = %s: there is no such robot",
			robot->name, conf_show(shown, name));
	} else if (&c->conf->robots[other] == robot) {
		conf_fault(c->faults, c->ini->path, line, "[robot %s] fallback = %s: is the robot itself",
			robot->name, name);
	} else {
		robot->fallback = &c->conf->robots[other];
	}
}

/* The robot that hears of errors first, so that somebody hears of those that are missing. */
static const struct conf_robot *standard_robot(const struct conf *conf)
{
	for (size_t i = 0; i < conf->route_count; i++) {
		if (conf->routes[i].robot_count > 0) {
			return &conf->robots[conf->routes[i].robots[0]];
		}
	}
	return conf->robot_count > 0 ? &conf->robots[0] : NULL;
}

/* Who tells what is no route's; NULL: nobody. */
static const struct conf_robot *find_teller(const struct check *c, const char *section, const char *name)
{
	char shown[256];
	size_t robot;

	if (!name || !*name) {
		return standard_robot(c->conf);
	}
	if (find_robot(c->conf, name, strlen(name), &robot)) {
		return &c->conf->robots[robot];
	}
	if (strcmp(name, "none") != 0) {
		conf_fault(c->faults, c->ini->path, line_of(c->ini, section, NULL, "robot"),
			"[%s] robot = %s: there is no such robot", section, conf_show(shown, name));
	}
	return NULL;
}

/* A day is read from its minutes, and so is the day before it. */
static void check_summary(const struct check *c)
{
	int64_t kept_s = c->conf->store.keep_minutes_s;

	c->conf->summary.robot = find_teller(c, "summary", c->conf->summary.robot_name);
	if (c->conf->summary.at.is_set && kept_s > 0 && kept_s < SUMMARY_KEPT_S) {
		conf_fault(c->faults, c->ini->path, line_of(c->ini, "summary", NULL, "at"),
			"[summary] at: needs [store] keep_minutes of at least %dd", SUMMARY_KEPT_S / DAY_S);
	}
}

static void check_http(const struct check *c)
{
	const struct conf_listen *listen = &c->conf->http.listen;
	if (!listen->host || !*listen->host || conf_address_is_loopback(listen->host)) {
		return;
	}
	if (!c->conf->http.token || !*c->conf->http.token) {
		conf_fault(c->faults, c->ini->path, line_of(c->ini, "http", NULL, "listen"),
			"[http] listen = %s:%d: an address that others reach needs [http] token",
			listen->host, listen->port);
	}
}

/* Without any route and with one robot everything goes to it. */
static void add_standard_route(const struct check *c)
{
	c->conf->routes = conf_grow(NULL, 0, sizeof(*c->conf->routes));
	c->conf->route_count = 1;
	c->conf->routes[0].name = conf_copy("default", strlen("default"));
	conf_section_read(&c->conf->routes[0], CONF_ROUTE, c->ini, NULL, c->faults);
}

void conf_check(struct conf *conf, const struct conf_ini *ini, struct conf_faults *faults)
{
	struct check check = {conf, ini, faults};

	if (conf->route_count == 0 && conf->robot_count == 1) {
		add_standard_route(&check);
	}
	for (size_t i = 0; i < conf->robot_count; i++) {
		check_robot(&check, &conf->robots[i]);
		check_ca_file(&check, &conf->robots[i]);
		check_token(&check, &conf->robots[i]);
		check_fallback(&check, &conf->robots[i]);
	}
	for (size_t i = 0; i < conf->route_count; i++) {
		check_route(&check, &conf->routes[i]);
		check_escalate(&check, &conf->routes[i]);
		conf_crowd_check(conf, &conf->routes[i],
			line_of(ini, "route", conf->routes[i].name, "mention"), faults);
	}
	if (conf->route_count == 0 && conf->robot_count > 1) {
		conf_fault(faults, ini->path, 0,
			"there are %zu robots and no [route NAME] that says who is told what",
			conf->robot_count);
	}
	check_summary(&check);
	conf->hosts.robot = find_teller(&check, "hosts", conf->hosts.robot_name);
	check_http(&check);
}
