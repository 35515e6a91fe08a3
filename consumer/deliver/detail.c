#include "consumer/deliver/detail.h"

#include <string.h>

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static void read_frames(struct detail *detail)
{
	size_t index;
	json_t *frame;
	json_array_foreach(json_object_get(detail->root, "trace"), index, frame)
	{
		const char *file = text_of(frame, "file");
		if (detail->frame_count == DETAIL_FRAMES) {
			return;
		}
		if (*file && !strstr(file, "/vendor/")) {
			detail->frames[detail->frame_count].file = file;
			detail->frames[detail->frame_count].call = text_of(frame, "call");
			detail->frames[detail->frame_count].line =
				json_integer_value(json_object_get(frame, "line"));
			detail->frame_count++;
		}
	}
}

void detail_read(struct detail *detail, const char *json)
{
	*detail = (struct detail){.root = json_loads(json, JSON_ALLOW_NUL, NULL)};
	const json_t *request = json_object_get(detail->root, "request");

	read_frames(detail);
	detail->method = text_of(request, "method");
	detail->uri = text_of(request, "uri");
	detail->trace_id = text_of(request, "trace_id");
	detail->script = text_of(detail->root, "script");
}

void detail_clear(struct detail *detail)
{
	json_decref(detail->root);
	*detail = (struct detail){0};
}
