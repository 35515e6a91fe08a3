/*
 * search -- who will catch it: the engine's own rule, applied before the engine does.
 *
 * Walks the frames outward from the throw and looks, for each, into the catch
 * table that the engine will consult.  Nothing is called, loaded or changed.
 */
#ifndef ERRNOTICE_SEARCH_H
#define ERRNOTICE_SEARCH_H

#include "php.h"
#include "ext/capture/boundary.h"

/* A stack deeper than this is not searched to its end. */
#define ERRNOTICE_FRAMES_MAX 100000

enum errnotice_end {
	ERRNOTICE_END_CAUGHT,   /* an ordinary catch takes it */
	ERRNOTICE_END_BOUNDARY, /* a boundary's catch does */
	ERRNOTICE_END_DEFERRED, /* it leaves a fiber: it will be thrown again and judged anew */
	ERRNOTICE_END_UNCAUGHT  /* it leaves the outermost frame */
};

/* A frame by address and function: to be recognised later, not to be followed. */
struct errnotice_frame_id {
	const zend_execute_data *frame; /* NULL: unknown */
	const zend_function *func;
};

struct errnotice_verdict {
	enum errnotice_end end;
	bool sure;                         /* false: something on the way may swallow or replace it */
	bool followed;                     /* false: it may never come there, whoever has it at the end */
	struct errnotice_frame_id catcher; /* CAUGHT and BOUNDARY */
	struct errnotice_frame_id
		doubtful;           /* the first whose finally block may swallow it, but not where it ends */
	const zend_op *doubtful_at; /* where that stands when it comes there; NULL: there is none */
	bool may_be_missed;         /* the engine may pass by the catch that is there */
	bool catcher_waits;         /* it is a generator that delegates: not on the stack */
	uint32_t try_op, catch_op;  /* the catcher's try block, [try_op, catch_op); empty in C */
	uint32_t line;              /* of the catch that takes it, 0 in C */
	struct errnotice_frame_id outermost; /* UNCAUGHT */
	bool leaves_script;                  /* UNCAUGHT: that frame is of a script's own code */
};

/* The verdict about a throwable that is being thrown in the current frame. */
struct errnotice_verdict errnotice_search(
	const zend_object *throwable, const struct errnotice_boundaries *boundaries);

/* The frame that everything now runs in; unknown where the stack cannot be followed. */
struct errnotice_frame_id errnotice_outermost_frame(void);

/* Whether the engine calls it beside the script: an exception handler, or what runs after it. */
bool errnotice_frame_is_beside_script(struct errnotice_frame_id outermost);

/* Whether that is a user's exception handler, and what it was given is this. */
bool errnotice_handler_was_given(struct errnotice_frame_id outermost, const zend_object *throwable);

/*
 * Whether everything now runs because something was unhandled: in the catch block
 * of a boundary, or in a user's exception handler.
 */
bool errnotice_is_aftermath(const struct errnotice_boundaries *boundaries);

bool errnotice_verdict_is_unhandled(const struct errnotice_verdict *verdict);

/* Whether, as far as is known, it has not come to its end: unhandled, or not yet where it is caught. */
bool errnotice_verdict_is_under_way(const struct errnotice_verdict *verdict);

/*
 * Whether it may go on once what runs now is done: it waits in a finally block, or
 * may wait for a destructor, of which the engine does not show what waits.
 */
bool errnotice_is_detained(const zend_object *throwable, const struct errnotice_verdict *verdict);

/* Whether the catcher is on the stack and still inside its try block: it has not caught yet. */
bool errnotice_verdict_is_open(const struct errnotice_verdict *verdict);

/* It may leave the current frame without a look at that frame's catches. */
void errnotice_verdict_stray(struct errnotice_verdict *verdict);

/* A fiber is gone: if it is on its way through the current frame, the engine may look for its catch in a wrong place. */
void errnotice_verdict_misplace(struct errnotice_verdict *verdict);

/* Whether the doubtful frame has swallowed it; asked when nothing was thrown since. */
bool errnotice_verdict_shows_swallowed(const struct errnotice_verdict *verdict);

#endif
