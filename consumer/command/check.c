#include "consumer/command/check.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "consumer/command/reach.h"
#include "consumer/conf_table.h"
#include "consumer/ingest/inspect.h"
#include "consumer/plan/bulletin.h"
#include "consumer/store/losses.h"

static bool check_queue(const struct conf *conf, FILE *out)
{
	struct errnotice_err err = {""};
	char where[512];

	errnotice_redis_url_show(&conf->queue.redis, where, sizeof(where));
	if (!inspect_queue(conf, out, &err)) {
		fprintf(out, "%s (%s)\n", err.text, where);
		return false;
	}
	return true;
}

/* A store that is not there yet is not made here: root may be checking, and the service could not write to it. */
static bool check_new_store(const char *path, FILE *out)
{
	char *copy = strdup(path);
	const char *folder = copy ? dirname(copy) : ".";
	bool fine = access(folder, W_OK | X_OK) == 0;
	if (fine) {
		fprintf(out, "store: %s is made at the first start\n", path);
	} else {
		fprintf(out, "store: cannot write to the folder %s: %s\n", folder, strerror(errno));
	}
	free(copy);
	return fine;
}

/* Redis may do it again. */
static bool check_lost(struct store *store, FILE *out, struct errnotice_err *err)
{
	int64_t errors, hosts;

	if (!losses_sum(store, BULLETIN_LOST_QUEUE, &errors, &hosts, err)) {
		return false;
	}
	if (errors > 0) {
		fprintf(out,
			"store: the queue lost %" PRId64 " errors of %" PRId64 " hosts that it had taken\n",
			errors, hosts);
	}
	return true;
}

static bool check_store(const struct conf *conf, FILE *out)
{
	const struct address *address = &conf->store.address;
	struct errnotice_err err = {""};
	char where[512];

	if (address->kind == ADDRESS_SQLITE && access(address->path, F_OK) != 0) {
		return check_new_store(address->path, out);
	}
	struct store *store = store_open_to_write(address, &err);
	if (store) {
		address_show(address, where, sizeof(where));
		fprintf(out, "store: there: %s\n", where);
	}
	bool fine = store && check_lost(store, out, &err);
	if (!fine) {
		fprintf(out, "%s\n", err.text);
	}
	store_close(store);
	return fine;
}

static bool check_robots(const struct conf *conf, FILE *out)
{
	bool fine = true;
	for (size_t i = 0; i < conf->robot_count; i++) {
		struct errnotice_err err = {""};
		if (!reach_robot(&conf->robots[i], out, &err)) {
			fprintf(out, "robot %s: %s\n", conf->robots[i].name, err.text);
			fine = false;
		}
	}
	return fine;
}

enum exit_status check(const struct conf *conf, bool connect, FILE *out)
{
	fprintf(out, "%s: fine: %zu robots, %zu routes, %zu codes in the dictionary\n", conf->path,
		conf->robot_count, conf->route_count, conf->title_count);
	if (conf->robot_count == 0) {
		fputs("there is no [robot NAME]: events are counted and nobody is told\n", out);
	} else if (conf->hosts.robot) {
		fprintf(out, "robot %s tells of hosts and of the queue\n", conf->hosts.robot->name);
	} else {
		fputs("[hosts] robot = none: nobody is told of hosts and of the queue\n", out);
	}
	if (!connect) {
		return STATUS_DONE;
	}
	bool queue = check_queue(conf, out);
	bool store = check_store(conf, out);
	return check_robots(conf, out) && queue && store ? STATUS_DONE : STATUS_LATER;
}

void check_print_keys(FILE *out)
{
	for (size_t i = 0; i < conf_key_count; i++) {
		const struct conf_key *key = &conf_keys[i];
		const char *word = conf_section_word(key->section);
		fprintf(out, "%s%s\t%s\t%s\t%s\t%s\n", word ? word : "CODE",
			word && conf_section_is_named(key->section) ? " NAME" : "", key->key,
			key->standard ? key->standard : "(must be there)", key->secret ? "secret" : "",
			key->help);
	}
}
