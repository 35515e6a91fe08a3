/*
 * trace -- the frames of `detail`: file, line and call, never an argument.
 */
#ifndef ERRNOTICE_TRACE_H
#define ERRNOTICE_TRACE_H

#include "common/json.h"
#include "ext/capture/frames.h"

/* Writes the member `trace` with at most `most` frames, and none when `most` is 0. */
void errnotice_trace_write(struct errnotice_json *json, struct errnotice_frames frames, int most);

#endif
