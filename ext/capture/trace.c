#include "ext/capture/trace.h"

#define NAME_MAX_BYTES 512

static bool write_frame(struct errnotice_json *json, const struct errnotice_frame *frame)
{
	struct errnotice_json mark = *json;
	char name[NAME_MAX_BYTES];
	size_t len = errnotice_frame_name(frame, name, sizeof(name));

	if (!errnotice_json_open(json, NULL, '{'))
		return false;
	if ((frame->file.len == 0 || errnotice_json_text(json, "file", frame->file.data, frame->file.len))
		&& (frame->line == 0 || errnotice_json_int(json, "line", frame->line))
		&& errnotice_json_text(json, "call", name, len)) {
		errnotice_json_close(json);
		return true;
	}
	errnotice_json_rewind(json, &mark);
	return false;
}

void errnotice_trace_write(struct errnotice_json *json, struct errnotice_frames frames, int most)
{
	struct errnotice_frame frame;

	if (most == 0 || !errnotice_json_open(json, "trace", '['))
		return;
	while (most-- > 0 && errnotice_frames_next(&frames, &frame))
		if (!write_frame(json, &frame))
			break;
	errnotice_json_close(json);
}
