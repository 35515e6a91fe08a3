/* errnotice-consumer: its commands and their help. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <curl/curl.h>
#include "consumer/command/check.h"
#include "consumer/command/explain.h"
#include "consumer/command/notices.h"
#include "consumer/command/options.h"
#include "consumer/command/poison.h"
#include "consumer/command/relay.h"
#include "consumer/command/run.h"
#include "consumer/command/silence.h"
#include "consumer/command/status.h"
#include "consumer/command/test_notice.h"
#include "consumer/version.h"

/* --- commands: each reads the words behind its name --- */

static enum exit_status run_run(struct options *options)
{
	const struct options_row rows[] = {{.name = NULL}};

	return options_read(options, rows, 0, 0) ? run(options->conf) : options->status;
}

static enum exit_status run_check(struct options *options)
{
	bool connect = false, keys = false;
	const struct options_row rows[] = {
		{"connect", .flag = &connect}, {"keys", .flag = &keys}, {.name = NULL}};

	if (!options_read(options, rows, 0, 0)) {
		return options->status;
	}
	if (keys) {
		check_print_keys(stdout);
		return STATUS_DONE;
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = check(conf, connect, stdout);
	conf_free(conf);
	return status;
}

static enum exit_status run_test_notice(struct options *options)
{
	const struct options_row rows[] = {{.name = NULL}};

	if (!options_read(options, rows, 1, 1)) {
		return options->status;
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = test_notice(conf, options->words[0], stdout);
	conf_free(conf);
	return status;
}

static enum exit_status run_relay(struct options *options)
{
	bool once = false;
	const struct options_row rows[] = {{"once", .flag = &once}, {.name = NULL}};

	if (!options_read(options, rows, 0, 0)) {
		return options->status;
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = relay(conf, once);
	conf_free(conf);
	return status;
}

static const struct command {
	const char *name;
	enum exit_status (*run)(struct options *options);
	const char *help; /* its usage, and below it what it does */
} commands[] = {
	{"run", run_run,
		"run, or no command\n"
		"      consume, count, deliver, serve; SIGTERM stops after the batch in hand, SIGHUP reads\n"
		"      the configuration again\n"},
	{"check", run_check,
		"check [--connect] [--keys]\n"
		"      read the configuration, say every error; --connect: also reach the queue, the store\n"
		"      and each robot's host; --keys: print every key with its default, and read nothing\n"},
	{"test-notice", run_test_notice,
		"test-notice ROBOT\n"
		"      send one message, and say what DingTalk answered\n"},
	{"explain", explain_command,
		"explain FILE\n"
		"explain --code C [--app A] [--env E] [--class CLASS] [--path P] [--host H] [--kind K]\n"
		"      say which routes, robots and mentions an event would take, and why; sends nothing.\n"
		"      FILE holds the event as JSON, as log_queue_task has it; -: standard input.\n"
		"      --message: also what the group would read; --json: as JSON\n"},
	{"status", status_command,
		"status [--json]\n"
		"      one screen: the queue and its consumers, what was counted and what waits, the "
		"robots,\n"
		"      which release brought new issues, and what was lost where\n"},
	{"notices", notices_command,
		"notices [--failed] [--json]\n"
		"notices ID... [--json]\n"
		"      what the group was not told yet, and why; --failed: only what DingTalk refused for\n"
		"      good; ID: these notices, with the message\n"
		"notices drop ID...\n"
		"      give up what was refused for good, or waits for a robot that nobody repairs: its\n"
		"      events are muted\n"},
	{"replay", replay_command,
		"replay ID...\n"
		"replay --all\n"
		"      send again what was refused for good (--all), or is left to a robot that does not\n"
		"      work: then its fallback may say it, though it may stand in the group already\n"},
	{"silence", silence_command,
		"silence add [--code C] [--class CLASS] [--fp FINGERPRINT] --for 2h --owner WHO --why WHY\n"
		"silence list | end ID\n"
		"      not to hear of something for a while: it is counted, and the group is told how much\n"
		"      it was when the silence is over; --json: as JSON\n"},
	{"poison", poison_command,
		"poison list [--json]\n"
		"poison replay ID... | --all\n"
		"poison drop ID...\n"
		"      entries that could not be read: why; back to the queue, where this version can read\n"
		"      them; or gone\n"},
	{"relay", run_relay,
		"relay [--once]\n"
		"      on each PHP host: what is in the spool goes to the queue; --once: until it is "
		"empty\n"},
};

static const char help_end[] =
	"\n"
	"--config FILE names the configuration, /etc/errnotice/consumer.conf unless named.\n"
	"COMMAND --help tells of one command, --version of this program.\n"
	"Exit status: 0 done, 100 used or configured wrongly, 111 try again later.\n";

/* A text for --help: of one command, or of all. */
static const char *make_help(const struct command *only)
{
	static char text[4096];
	size_t at = 0;

	if (!only) {
		at = (size_t)snprintf(text, sizeof(text),
			"errnotice-consumer " CONSUMER_VERSION
			" -- counts the errors of PHP applications and tells a DingTalk group\n\n");
	}
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		bool wanted = !only || only == &commands[i];
		at += wanted ? (size_t)snprintf(text + at, sizeof(text) - at, "%s", commands[i].help) : 0;
	}
	snprintf(text + at, sizeof(text) - at, "%s", help_end);
	return text;
}

/* Takes the command's name, the first word that is no option, out of the arguments; NULL when there is none. */
static const char *take_command(int *argc, char **argv)
{
	for (int i = 1; i < *argc; i++) {
		if (strcmp(argv[i], "--config") == 0 || strcmp(argv[i], "-c") == 0) {
			i++; /* its value */
		} else if (argv[i][0] != '-') {
			const char *command = argv[i];
			memmove(&argv[i], &argv[i + 1], (size_t)(*argc - i) * sizeof(*argv));
			(*argc)--;
			return command;
		}
	}
	return NULL;
}

static enum exit_status run_command(const char *name, int argc, char **argv)
{
	struct options options = {.argc = argc, .argv = argv};

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(name ? name : "run", commands[i].name) == 0) {
			options.help = make_help(name ? &commands[i] : NULL);
			curl_global_init(CURL_GLOBAL_DEFAULT);
			enum exit_status status = commands[i].run(&options);
			curl_global_cleanup();
			return status;
		}
	}
	return options_wrong("there is no such command");
}

/* What a full disk has cut off must not pass for the whole. */
static enum exit_status say_all(enum exit_status status)
{
	if (fflush(stdout) == 0 && !ferror(stdout)) {
		return status;
	}
	perror("errnotice-consumer: standard output");
	return status == STATUS_DONE ? STATUS_LATER : status;
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN); /* a peer that went away is an error of that call, and of nothing else */
	const char *command = take_command(&argc, argv);
	return say_all(run_command(command, argc, argv));
}
