/* The file that an operator writes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "consumer/conf.h"

/* Each fault is one line, and nothing in it steers a terminal. */
static void check_faults(const char *told, size_t len)
{
	for (const char *line = told; line < told + len;) {
		const char *feed = memchr(line, '\n', (size_t)(told + len - line));
		if (!feed || !memmem(line, (size_t)(feed - line), ": ", 2))
			abort();
		for (; line < feed; line++)
			if ((unsigned char)*line < 0x20)
				abort();
		line = feed + 1;
	}
}

static void check_conf(const struct conf *conf)
{
	for (size_t i = 0; i < conf->route_count; i++) {
		const struct conf_route *route = &conf->routes[i];
		if (!route->name || !route->link || !route->template_file || !route->mention.names)
			abort();
		for (size_t j = 0; j < route->robot_count; j++)
			if (route->robots[j] >= conf->robot_count)
				abort();
	}
	for (size_t i = 0; i < conf->robot_count; i++)
		if (!*conf->robots[i].webhook || conf->robots[i].rate < 1
			|| conf->robots[i].reserve >= conf->robots[i].rate)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	char path[64], *told = NULL;
	size_t len = 0;
	FILE *errors = open_memstream(&told, &len);

	if (fd < 0 || !errors || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	struct conf *conf = conf_read(path, errors);
	fclose(errors);
	if (!conf != (len > 0))
		abort();
	check_faults(told, len);
	if (conf)
		check_conf(conf);
	conf_free(conf);
	free(told);
	close(fd);
	return 0;
}
