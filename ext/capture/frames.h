/*
 * frames -- a call stack as plain text, innermost first: of a throwable, as it was
 * made, or of the moment.
 *
 * A frame is a place in the code and the function that it lies in.  Names are
 * the same in every PHP version: closures are `{closure}`, main code (also that of
 * an included file or of eval) has no function.  Argument values are never read.
 */
#ifndef ERRNOTICE_FRAMES_H
#define ERRNOTICE_FRAMES_H

#include "php.h"
#include "common/span.h"

/* Spans borrow from the throwable or the engine. */
struct errnotice_frame {
	struct errnotice_span file;     /* empty: code in C */
	zend_long line;                 /* 0: unknown */
	struct errnotice_span scope;    /* class, cut at NUL; empty outside classes */
	struct errnotice_span function; /* empty: main code */
	bool in_c;
};

/* May be copied, to begin again from the same place. */
struct errnotice_frames {
	const HashTable *trace;          /* of a throwable, or NULL */
	HashPosition at;                 /* in it */
	struct errnotice_span next_file; /* where the next frame's code stands */
	zend_long next_line;
	bool done;
	const zend_execute_data *live; /* of the moment */
};

struct errnotice_frames errnotice_frames_of(const zend_object *throwable);
struct errnotice_frames errnotice_frames_live(void);

/* False after the last one. */
bool errnotice_frames_next(struct errnotice_frames *frames, struct errnotice_frame *frame);

/* The frame of a function, at no place. */
struct errnotice_frame errnotice_frame_of(const zend_function *func);

/* `Scope::function`, `function` or `{main}`, cut at `room`; returns the bytes written. */
size_t errnotice_frame_name(const struct errnotice_frame *frame, char *into, size_t room);

/* A file's name without its path; of eval()'d code that of the file that has the eval. */
struct errnotice_span errnotice_frame_basename(const struct errnotice_frame *frame);

#endif
