/*
 * reading -- a configuration as a test writes it, and what is told of it.
 */
#ifndef READING_H
#define READING_H

#include "room.h"
#include "consumer/conf.h"

#define ROBOT "[robot ops]\nwebhook = https://oapi.dingtalk.com/robot/send?access_token=t0ken\n"

struct reading {
	struct conf *conf;
	char *faults;
	char path[128];
};

static inline struct reading read_text(const struct room *room, const char *text)
{
	struct reading reading = {.conf = NULL};
	size_t len;
	room_write(room, "consumer.conf", text, reading.path);
	FILE *errors = open_memstream(&reading.faults, &len);
	reading.conf = conf_read(reading.path, errors);
	fclose(errors);
	return reading;
}

static inline void clear_reading(struct reading *reading)
{
	conf_free(reading->conf);
	free(reading->faults);
}

static inline struct conf *read_fine(const struct room *room, const char *text)
{
	struct reading reading = read_text(room, text);
	if (!reading.conf) {
		fail_msg("refused:\n%s", reading.faults);
	}
	assert_string_equal(reading.faults, "");
	free(reading.faults);
	return reading.conf;
}

/* `text` gives exactly the one fault `said`, at `line` (0: of the whole file). */
static inline void check_fault(const struct room *room, const char *text, int line, const char *said)
{
	struct reading reading = read_text(room, text);
	char wanted[1024], place[16] = "";
	if (line > 0) {
		snprintf(place, sizeof(place), "%d:", line);
	}
	snprintf(wanted, sizeof(wanted), "%s:%s %s\n", reading.path, place, said);
	assert_null(reading.conf);
	assert_string_equal(reading.faults, wanted);
	clear_reading(&reading);
}

#endif
