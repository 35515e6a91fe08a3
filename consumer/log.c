#include "consumer/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "common/text.h"

enum { LINE_MAX_ = 4096 };

static atomic_int least_level = LOG_INFO_;
static atomic_bool as_json;

static const char *const level_names[] = {"debug", "info", "warn", "error"};

void log_setup(enum log_level level, bool json)
{
	atomic_store(&least_level, level);
	atomic_store(&as_json, json);
}

struct line {
	char text[LINE_MAX_];
	size_t len, room;
};

static void put(struct line *line, const char *data, size_t len)
{
	if (len <= line->room - line->len) {
		memcpy(line->text + line->len, data, len);
		line->len += len;
	}
}

static void put_text(struct line *line, const char *text)
{
	put(line, text, strlen(text));
}

/* U+0080 to U+009F steer terminals as well; in clean UTF-8 they are C2 80 to C2 9F. */
static bool is_control(const unsigned char *at, size_t left, size_t *len)
{
	*len = 1;
	if (*at < 0x20 || *at == 0x7f) {
		return true;
	}
	if (left > 1 && at[0] == 0xc2 && at[1] < 0xa0) {
		*len = 2;
		return true;
	}
	return false;
}

/* What came from outside makes no line, colour or JSON of its own. */
static void put_escaped(struct line *line, const char *data, size_t size, bool json)
{
	const unsigned char *at = (const unsigned char *)data;
	for (size_t i = 0, len; i < size; i += len) {
		char escape[16];
		if (is_control(at + i, size - i, &len)) {
			unsigned value = len == 2 ? at[i + 1] : at[i];
			put(line, escape,
				(size_t)snprintf(
					escape, sizeof(escape), json ? "\\u%04x" : "\\x%02x", value));
		} else if (json && (at[i] == '"' || at[i] == '\\')) {
			put(line, (char[]){'\\', (char)at[i]}, 2);
		} else {
			put(line, data + i, 1);
		}
	}
}

void log_write(enum log_level level, const char *format, ...)
{
	if ((int)level < atomic_load(&least_level)) {
		return;
	}
	char raw[LINE_MAX_ / 2], clean[LINE_MAX_ / 2];
	va_list args;
	va_start(args, format);
	vsnprintf(raw, sizeof(raw), format, args);
	va_end(args);
	size_t len = errnotice_text_clean(clean, sizeof(clean), raw, strlen(raw));

	char stamp[32];
	time_t now = time(NULL);
	struct tm utc;
	gmtime_r(&now, &utc);
	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &utc);

	bool json = atomic_load(&as_json);
	/* room is kept for what closes the line: a long text is cut, its JSON is not */
	struct line line = {.room = LINE_MAX_ - 3};
	put_text(&line, json ? "{\"time\":\"" : "");
	put_text(&line, stamp);
	put_text(&line, json ? "\",\"level\":\"" : " ");
	put_text(&line, level_names[level]);
	put_text(&line, json ? "\",\"text\":\"" : " ");
	put_escaped(&line, clean, len, json);
	line.room = LINE_MAX_;
	put_text(&line, json ? "\"}\n" : "\n");

	/* one write, so that lines of two threads never mix; a log that nobody reads stops nothing */
	ssize_t written = write(STDERR_FILENO, line.text, line.len);
	(void)written;
}
