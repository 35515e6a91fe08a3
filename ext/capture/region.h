/*
 * region -- the try blocks of one function's code, as the engine reads them.
 *
 * Oplines are meant by their number in the code, as in its table of try blocks.
 */
#ifndef ERRNOTICE_REGION_H
#define ERRNOTICE_REGION_H

#include "php.h"

#define ERRNOTICE_NO_OP UINT32_MAX

enum errnotice_passage {
	ERRNOTICE_PASSES_ON,
	ERRNOTICE_MAY_DISCARD, /* may leave without passing it on */
	ERRNOTICE_DISCARDS,    /* does so, if nothing is thrown before */
	ERRNOTICE_MAY_WAIT /* a generator's that yields: who resumes it is where it goes on, if anybody does */
};

/* Whether that is what the engine puts into a frame through which something is on its way. */
bool errnotice_region_is_unwound(const zend_op *opline);

/*
 * Where the engine takes the frame to be.  ERRNOTICE_NO_OP when that cannot be said: a
 * frame that is being unwound shows a place of the engine's, and its own is kept in one
 * variable for all frames.
 */
uint32_t errnotice_region_op_of(const zend_execute_data *frame, const zend_op *opline);

/* The innermost region that may be live at `op`, or -1. */
int errnotice_region_innermost(const zend_op_array *code, uint32_t op);

/* Asks the catches from `op` on; `*asked` is then the one that takes it, or, when it is false, the last one. */
bool errnotice_region_catches(
	const zend_op_array *code, uint32_t op, const zend_object *throwable, uint32_t *asked);

/* What its finally block makes of what comes to it. */
enum errnotice_passage errnotice_region_through_finally(
	const zend_op_array *code, const zend_try_catch_element *region);

/* Whether what came to the frame's finally blocks may still be in one, or be leaving the frame. */
bool errnotice_region_may_hold_up(const zend_execute_data *frame);

/* Whether it waits in the frame until one of its finally blocks is done. */
bool errnotice_region_detains(const zend_execute_data *frame, const zend_object *throwable);

#endif
