#include "php.h"
#include "SAPI.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "common/text.h"
#include "ext/log.h"

#define LINE_MOST 600
#define LINE_SIZE 640 /* with "errnotice: " */

/* Of this process: the SAPIs with several threads name a file or have no log of ours. */
static _Atomic bool request_active;
static char waiting[LINE_SIZE];

static bool has_file(void)
{
	const char *name = PG(error_log);

	return name && name[0] && strcmp(name, "syslog") != 0;
}

/* As php_log_err() writes it; that one needs a request and its time zone. */
static void write_to_file(const char *line)
{
	char text[LINE_SIZE + 64];
	time_t now = time(NULL);
	struct tm utc;
	size_t len;
	int fd;

	gmtime_r(&now, &utc);
	len = strftime(text, 64, "[%d-%b-%Y %H:%M:%S UTC] ", &utc);
	len += (size_t)snprintf(text + len, sizeof(text) - len, "errnotice: %s\n", line);
	fd = open(PG(error_log), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0)
		return;
	/* one write: whole or not at all; nobody is told when the log is full */
	if (write(fd, text, len) < 0)
		len = 0;
	close(fd);
}

/* php-fpm's own log while it starts, the request's connection later. */
static void write_to_sapi(const char *line)
{
	char text[LINE_SIZE];

	snprintf(text, sizeof(text), "errnotice: %s", line);
	php_log_err(text);
}

/* What is said may quote a directive's value, Redis, or memory that other pools write. */
void errnotice_log(const char *said)
{
	char line[LINE_MOST + 1];

	line[errnotice_text_line(line, LINE_MOST, said, strlen(said))] = '\0';
	if (has_file())
		write_to_file(line);
	else if (!sapi_module.name || strcmp(sapi_module.name, "fpm-fcgi") != 0)
		return;
	else if (request_active || php_during_module_startup())
		write_to_sapi(line);
	else
		snprintf(waiting, sizeof(waiting), "%s", line);
}

void errnotice_log_request(int begins)
{
	atomic_store_explicit(&request_active, begins != 0, memory_order_relaxed);
	if (begins || !waiting[0])
		return;
	write_to_sapi(waiting);
	waiting[0] = '\0';
}
