#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <curl/curl.h>
#include "consumer/command/check.h"
#include "consumer/command/exit_status.h"
#include "consumer/command/relay.h"
#include "consumer/command/run.h"
#include "consumer/command/test_notice.h"
#include "consumer/version.h"

static const char standard_conf[] = "/etc/errnotice/consumer.conf";

static const char help[] =
	"errnotice-consumer " CONSUMER_VERSION
	" -- counts the errors of PHP applications and tells a DingTalk group\n"
	"\n"
	"  errnotice-consumer [--config FILE] [run]         consume, count, deliver, serve\n"
	"  errnotice-consumer [--config FILE] check         read the configuration, say every error\n"
	"      --connect                                    also reach the queue, the store and each robot's "
	"host\n"
	"      --keys                                       print every key with its default, and read "
	"nothing\n"
	"  errnotice-consumer [--config FILE] test-notice ROBOT\n"
	"                                                   send one message, and say what DingTalk "
	"answered\n"
	"  errnotice-consumer [--config FILE] relay         on each PHP host: what is in the spool goes to "
	"the queue\n"
	"      --once                                       until the spool is empty\n"
	"  errnotice-consumer --help | --version\n"
	"\n"
	"FILE is /etc/errnotice/consumer.conf unless named.\n"
	"Exit status: 0 done, 100 used or configured wrongly, 111 try again later.\n"
	"Signals of run: SIGTERM stops after the batch in hand, SIGHUP reads the configuration again.\n";

struct arguments {
	const char *conf;
	bool connect, keys, once;
	const char *command;
	char **words; /* behind the command */
	int word_count;
};

static enum exit_status say_wrong(const char *what)
{
	fprintf(stderr, "errnotice-consumer: %s; see errnotice-consumer --help\n", what);
	return STATUS_WRONG;
}

static enum exit_status run_check(const struct arguments *args)
{
	if (args->word_count > 0) {
		return say_wrong("check takes no further words");
	}
	if (args->keys) {
		check_print_keys(stdout);
		return STATUS_DONE;
	}
	struct conf *conf = conf_read(args->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = check(conf, args->connect, stdout);
	conf_free(conf);
	return status;
}

static enum exit_status run_test_notice(const struct arguments *args)
{
	if (args->word_count != 1) {
		return say_wrong("test-notice needs the name of one robot");
	}
	struct conf *conf = conf_read(args->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = test_notice(conf, args->words[0], stdout);
	conf_free(conf);
	return status;
}

static enum exit_status run_run(const struct arguments *args)
{
	return args->word_count > 0 ? say_wrong("run takes no further words") : run(args->conf);
}

static enum exit_status run_relay(const struct arguments *args)
{
	if (args->word_count > 0) {
		return say_wrong("relay takes no further words");
	}
	struct conf *conf = conf_read(args->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = relay(conf, args->once);
	conf_free(conf);
	return status;
}

static enum exit_status run_command(const struct arguments *args)
{
	static const struct {
		const char *name;
		enum exit_status (*run)(const struct arguments *args);
	} commands[] = {{"run", run_run}, {"check", run_check}, {"test-notice", run_test_notice},
		{"relay", run_relay}};

	if ((args->connect || args->keys) && strcmp(args->command, "check") != 0) {
		return say_wrong("--connect and --keys belong to check");
	}
	if (args->once && strcmp(args->command, "relay") != 0) {
		return say_wrong("--once belongs to relay");
	}
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(args->command, commands[i].name) == 0) {
			curl_global_init(CURL_GLOBAL_DEFAULT);
			enum exit_status status = commands[i].run(args);
			curl_global_cleanup();
			return status;
		}
	}
	return say_wrong("there is no such command");
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
	static const struct option options[] = {
		{"config", required_argument, NULL, 'c'},
		{"connect", no_argument, NULL, 'n'},
		{"keys", no_argument, NULL, 'k'},
		{"once", no_argument, NULL, 'o'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'v'},
		{NULL, 0, NULL, 0},
	};
	struct arguments args = {.conf = standard_conf, .command = "run"};
	int option;

	signal(SIGPIPE, SIG_IGN); /* a peer that went away is an error of that call, and of nothing else */
	while ((option = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			args.conf = optarg;
			break;
		case 'n':
			args.connect = true;
			break;
		case 'k':
			args.keys = true;
			break;
		case 'o':
			args.once = true;
			break;
		case 'h':
			fputs(help, stdout);
			return say_all(STATUS_DONE);
		case 'v':
			puts("errnotice-consumer " CONSUMER_VERSION);
			return say_all(STATUS_DONE);
		default:
			return say_wrong("an option is wrong");
		}
	}
	if (optind < argc) {
		args.command = argv[optind++];
	}
	args.words = argv + optind;
	args.word_count = argc - optind;
	return say_all(run_command(&args));
}
