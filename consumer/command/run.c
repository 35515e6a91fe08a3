#include "consumer/command/run.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "consumer/conf.h"
#include "consumer/deliver/delivery.h"
#include "consumer/ingest/pipeline.h"
#include "consumer/log.h"
#include "consumer/serve/http.h"
#include "consumer/store/patience.h"
#include "consumer/upkeep.h"
#include "consumer/version.h"

struct program {
	struct conf *conf;
	struct http *http;
	struct delivery *delivery;
	struct pipeline *pipeline;
	struct upkeep *upkeep;
};

/* --- the parts that work by the configuration --- */

static void wake(void *delivery)
{
	delivery_wake(delivery);
}

static bool start(struct program *p, struct errnotice_err *err)
{
	p->delivery = delivery_start(p->conf, err);
	if (!p->delivery) {
		return false;
	}
	p->pipeline = pipeline_start(p->conf, wake, p->delivery, err);
	p->upkeep = p->pipeline ? upkeep_start(p->conf, err) : NULL;
	return p->upkeep;
}

/* All of them end at the same time: where each waits for something, the longest wait counts, not their sum. */
static void stop(struct program *p)
{
	upkeep_halt(p->upkeep);
	pipeline_halt(p->pipeline);
	delivery_halt(p->delivery);
	upkeep_stop(p->upkeep);
	pipeline_stop(p->pipeline); /* before delivery: it wakes it */
	if (p->delivery) {
		delivery_stop(p->delivery);
	}
	p->upkeep = NULL;
	p->pipeline = NULL;
	p->delivery = NULL;
}

/* --- SIGHUP --- */

/* NULL, and every fault in the log. */
static struct conf *read_again(const char *path)
{
	char *faults = NULL, *rest = NULL;
	size_t len = 0;
	FILE *errors = open_memstream(&faults, &len);
	if (!errors) {
		log_error("the configuration is not read again: no memory");
		return NULL;
	}
	struct conf *conf = conf_read(path, errors);
	fclose(errors);
	for (char *line = strtok_r(faults, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		log_error("%s", line);
	}
	free(faults);
	return conf;
}

static bool listens_alike(const struct conf *a, const struct conf *b)
{
	return a->http.listen.port == b->http.listen.port
	       && strcmp(a->http.listen.host, b->http.listen.host) == 0;
}

/* False when the parts could not be started again. */
static bool go_over(struct program *p, struct conf *conf, struct http *http, struct errnotice_err *err)
{
	stop(p);
	log_setup(conf->log.level, conf->log.json);
	if (http) {
		http_close(p->http);
		p->http = http;
	} else {
		http_use(p->http, conf);
	}
	conf_free(p->conf);
	p->conf = conf;
	return start(p, err);
}

static bool reload(struct program *p, struct errnotice_err *err)
{
	struct errnotice_err why = {""};
	struct http *http = NULL;
	struct conf *conf = read_again(p->conf->path);
	if (!conf) {
		log_error("the configuration is wrong; the old one stays");
		return true;
	}
	if (!listens_alike(conf, p->conf) && !(http = http_open(conf, &why))) {
		log_error("%s; the old configuration stays", why.text);
		conf_free(conf);
		return true;
	}
	if (!go_over(p, conf, http, err)) {
		return false;
	}
	log_info("the configuration was read again and holds from now on");
	return true;
}

/* --- the whole --- */

static bool serve_signals(struct program *p, const sigset_t *signals, struct errnotice_err *err)
{
	for (;;) {
		int number = 0;
		sigwait(signals, &number);
		if (number == SIGTERM || number == SIGINT) {
			log_info("stopping");
			patience_end();
			return true;
		}
		if (number == SIGHUP && !reload(p, err)) {
			return false;
		}
	}
}

/* The threads inherit it: signals come to sigwait() alone. */
static void block_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
}

enum exit_status run(const char *conf_path)
{
	struct program program = {.conf = conf_read(conf_path, stderr)};
	struct errnotice_err err = {""};
	sigset_t signals;

	if (!program.conf) {
		return STATUS_WRONG;
	}
	log_setup(program.conf->log.level, program.conf->log.json);
	block_signals(&signals);
	umask(027); /* the store holds what applications said */
	program.http = http_open(program.conf, &err);
	bool fine = program.http && start(&program, &err);
	if (fine) {
		log_info("errnotice-consumer " CONSUMER_VERSION " runs with %s: %zu robots, %zu routes",
			conf_path, program.conf->robot_count, program.conf->route_count);
		fine = serve_signals(&program, &signals, &err);
	}
	stop(&program);
	http_close(program.http);
	conf_free(program.conf);
	if (!fine) {
		log_error("%s", err.text);
		return STATUS_LATER;
	}
	log_info("stopped");
	return STATUS_DONE;
}
