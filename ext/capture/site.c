#include "ext/capture/site.h"

#include "common/list.h"

static bool is_in_library(struct errnotice_span file, struct errnotice_span library_paths)
{
	struct errnotice_span path;
	size_t at = 0;

	while ((path = errnotice_list_next(library_paths, &at)).len > 0)
		if (file.len > 0 && zend_memnstr(file.data, path.data, path.len, file.data + file.len))
			return true;
	return false;
}

static size_t write_site(const struct errnotice_frame *frame, char *into, size_t room)
{
	struct errnotice_frame named = *frame;

	if (frame->file.len > 0 && frame->scope.len == 0
		&& (frame->function.len == 0 || errnotice_span_is(frame->function, "{closure}")))
		named.scope = errnotice_frame_basename(frame);
	if (named.scope.len == 0 || named.function.len > 0)
		return errnotice_frame_name(&named, into, room);
	named.function = named.scope;
	named.scope.len = 0;
	return errnotice_frame_name(&named, into, room);
}

size_t errnotice_site(struct errnotice_frames frames, const char *library_paths, char *into, size_t room)
{
	struct errnotice_frame frame, thrower = {0};
	bool has_thrower = false;

	while (errnotice_frames_next(&frames, &frame)) {
		if (frame.in_c)
			continue;
		if (!is_in_library(frame.file, errnotice_span_of(library_paths)))
			return write_site(&frame, into, room);
		if (!has_thrower)
			thrower = frame;
		has_thrower = true;
	}
	return write_site(&thrower, into, room);
}
