#include "consumer/command/event_file.h"

#include <stdlib.h>
#include <string.h>
#include "common/clock.h"

/* log_queue_task has numbers as numbers. */
static const json_t *text_of(json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (json_is_integer(value)) {
		json_int_t number = json_integer_value(value);
		json_object_set_new(object, name, json_sprintf("%" JSON_INTEGER_FORMAT, number));
		value = json_object_get(object, name);
	}
	return value;
}

static bool take_field(struct event_file *file, enum errnotice_field field, struct errnotice_err *err)
{
	const char *name = errnotice_field_name(field);
	const json_t *value = text_of(file->json, name);

	if (field == ERRNOTICE_FIELD_DETAIL && json_is_object(value)) {
		file->detail = json_dumps(value, JSON_COMPACT);
		file->event.field[field] = errnotice_span_of(file->detail ? file->detail : "");
	} else if (json_is_string(value)) {
		file->event.field[field] =
			errnotice_span(json_string_value(value), json_string_length(value));
	} else if (value) {
		return errnotice_err_set(err, "is not an event: %s is no text", name);
	}
	return true;
}

static int64_t number(struct errnotice_span text, int64_t otherwise)
{
	char digits[21] = "";

	if (text.len == 0 || text.len >= sizeof(digits)) {
		return otherwise;
	}
	memcpy(digits, text.data, text.len);
	int64_t value = strtoll(digits, NULL, 10);
	return value > 0 ? value : otherwise;
}

bool event_file_read(struct event_file *file, const char *path, struct errnotice_err *err)
{
	json_error_t error;

	*file = (struct event_file){0};
	file->json = strcmp(path, "-") == 0 ? json_loadf(stdin, JSON_ALLOW_NUL, &error)
					    : json_load_file(path, JSON_ALLOW_NUL, &error);
	if (!file->json && error.line < 0) {
		return errnotice_err_set(err, "%s", error.text);
	}
	if (!file->json) {
		return errnotice_err_set(err, "%d:%d: %s", error.line, error.column, error.text);
	}
	if (!json_is_object(file->json)) {
		return errnotice_err_set(err, "is not an event: no JSON object");
	}
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++) {
		if (!take_field(file, (enum errnotice_field)i, err)) {
			return false;
		}
	}
	file->event.count = (uint64_t)number(file->event.field[ERRNOTICE_FIELD_COUNT], 1);
	file->event.time_ms = number(file->event.field[ERRNOTICE_FIELD_TIME], errnotice_clock_unix_ms());
	return true;
}

void event_file_clear(struct event_file *file)
{
	json_decref(file->json);
	free(file->detail);
	*file = (struct event_file){0};
}
