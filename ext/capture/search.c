#include "ext/capture/search.h"

#include "ext/capture/suspended.h"
#include "ext/compat.h"
#include "zend_interfaces.h"

#define NO_OP UINT32_MAX

/*
 * Where the engine takes the frame to be.  NO_OP when that cannot be said: a frame
 * that is being unwound shows a place of the engine's, and its own is kept in one
 * variable for all frames.
 */
static uint32_t op_of(const zend_execute_data *frame, const zend_op *opline)
{
	const zend_op_array *code = &frame->func->op_array;

	if (opline >= EG(exception_op) && opline < EG(exception_op) + 3)
		opline = EG(opline_before_exception);
	if (!opline || opline < code->opcodes || opline >= code->opcodes + code->last)
		return NO_OP;
	return errnotice_op_of_throw(code, opline);
}

/* ZEND_CATCH loads no class: one that is not there catches nothing. */
static bool catches(const zend_op *opline, const zend_object *throwable)
{
	const zval *name = RT_CONSTANT(opline, opline->op1);
	const zend_class_entry *ce =
		zend_hash_find_ptr(EG(class_table), Z_STR_P(name + 1)); /* in lower case */

	return ce && instanceof_function(throwable->ce, ce);
}

/* Asks the catches from `op` on; `*asked` is then the one that takes it, or, when it is false, the last one. */
static bool any_catches(const zend_op_array *code, uint32_t op, const zend_object *throwable, uint32_t *asked)
{
	const zend_op *opline = &code->opcodes[op];

	while (opline->opcode == ZEND_CATCH) {
		*asked = (uint32_t)(opline - code->opcodes);
		if (catches(opline, throwable))
			return true;
		if (opline->extended_value & ZEND_LAST_CATCH)
			return false;
		opline = OP_JMP_ADDR(opline, opline->op2);
	}
	return false;
}

/* Whether a finally block may leave without passing the throwable on. */
static bool may_discard(const zend_op_array *code, const zend_try_catch_element *region)
{
	for (uint32_t op = region->finally_op; op < region->finally_end; op++) {
		switch (code->opcodes[op].opcode) {
		case ZEND_DISCARD_EXCEPTION:
		case ZEND_RETURN:
		case ZEND_RETURN_BY_REF:
		case ZEND_GENERATOR_RETURN:
		case ZEND_THROW:
			return true;
		}
	}
	return false;
}

/* The innermost region that may be live at `op`, or -1.  Regions are sorted by their begin. */
static int innermost(const zend_op_array *code, uint32_t op)
{
	int i = code->last_try_catch - 1;

	while (i >= 0 && code->try_catch_array[i].try_op > op)
		i--;
	return i;
}

/* Whether a catch of this frame takes it; then it is in the verdict. */
static bool frame_catches(const zend_execute_data *frame, const zend_op *opline, const zend_object *throwable,
	struct errnotice_verdict *verdict)
{
	const zend_op_array *code = &frame->func->op_array;
	uint32_t op;

	if (code->last_try_catch == 0) /* a waiting generator's */
		return false;
	op = op_of(frame, opline);
	if (op == NO_OP) {
		verdict->sure = false;
		return false;
	}
	for (int i = innermost(code, op); i >= 0; i--) {
		const zend_try_catch_element *region = &code->try_catch_array[i];

		if (op < region->catch_op) {
			verdict->try_op = region->try_op;
			verdict->catch_op = region->catch_op;
			if (any_catches(code, region->catch_op, throwable, &op)) {
				verdict->line = code->opcodes[op].lineno;
				return true;
			}
			/* `op` is the last catch now: the engine throws again from there */
		}
		if (op < region->finally_op && may_discard(code, region))
			verdict->sure = false;
	}
	return false;
}

/* One frame of the way out.  True when the way ends here. */
static bool visit(const zend_execute_data *frame, const zend_op *opline, const zend_object *throwable,
	const struct errnotice_boundaries *boundaries, struct errnotice_verdict *verdict)
{
	bool is_boundary;

	if (ZEND_USER_CODE(frame->func->type)) {
		if (!frame_catches(frame, opline, throwable, verdict))
			return false;
		is_boundary = errnotice_boundaries_hold(boundaries, frame);
	} else {
		is_boundary = errnotice_boundaries_hold(boundaries, frame);
		if (!is_boundary)
			return false;
		verdict->try_op = verdict->catch_op = verdict->line = 0;
	}
	verdict->end = is_boundary ? ERRNOTICE_END_BOUNDARY : ERRNOTICE_END_CAUGHT;
	verdict->catcher = (struct errnotice_frame_id){frame, frame->func};
	return true;
}

/* The generators that wait between this frame and the next, innermost first. */
static bool visit_delegators(const zend_execute_data *frame, const zend_object *throwable,
	const struct errnotice_boundaries *boundaries, struct errnotice_verdict *verdict)
{
	const zend_execute_data *waiting[ERRNOTICE_DELEGATORS_MAX];
	size_t count = errnotice_generator_delegators(frame, waiting);

	if (count > ERRNOTICE_DELEGATORS_MAX) {
		verdict->sure = false;
		return false;
	}
	while (count-- > 0)
		if (visit(waiting[count], errnotice_generator_opline(waiting[count]), throwable, boundaries,
			    verdict))
			return true;
	return false;
}

/* Where the walk along the stack goes next; NULL at its end, and where it cannot be followed. */
static const zend_execute_data *below(const zend_execute_data *frame, int depth)
{
	if (depth == ERRNOTICE_FRAMES_MAX || (depth == 0 && errnotice_generator_is_unlinked(frame)))
		return NULL;
	return frame->prev_execute_data;
}

/* Whether Generator::throw(), called in `frame`, is what throws: its generator stands still above. */
static bool is_generator_throw(const zend_execute_data *frame, const zend_execute_data *above)
{
	return above && ZEND_CALL_INFO(above) & ZEND_CALL_GENERATOR && !ZEND_USER_CODE(frame->func->type)
	       && frame->func->common.scope == zend_ce_generator && above == EG(current_execute_data);
}

/* Most frames are such, and the walk is as long as the stack is deep. */
static inline bool has_no_try(const zend_execute_data *frame)
{
	return frame->func && ZEND_USER_CODE(frame->func->type) && frame->func->op_array.last_try_catch == 0;
}

/* A frame and what waits before it.  True when the way ends here. */
static bool visit_all(const zend_execute_data *frame, const zend_execute_data *above,
	const zend_object *throwable, const struct errnotice_boundaries *boundaries,
	struct errnotice_verdict *verdict)
{
	if (errnotice_fiber_ends_at(frame)) {
		verdict->end = ERRNOTICE_END_DEFERRED;
		return true;
	}
	if ((!frame->func || is_generator_throw(frame, above))
		&& visit_delegators(frame, throwable, boundaries, verdict))
		return true;
	return frame->func && visit(frame, frame->opline, throwable, boundaries, verdict);
}

struct errnotice_verdict errnotice_search(
	const zend_object *throwable, const struct errnotice_boundaries *boundaries)
{
	struct errnotice_verdict verdict = {.end = ERRNOTICE_END_UNCAUGHT, .sure = true};
	const zend_execute_data *frame = EG(current_execute_data), *above = NULL;

	for (int depth = 0; frame; depth++) {
		if (!has_no_try(frame) && visit_all(frame, above, throwable, boundaries, &verdict))
			return verdict;
		above = frame;
		frame = below(frame, depth);
	}
	if (above->prev_execute_data)
		verdict.sure = false;
	else
		verdict.outermost = (struct errnotice_frame_id){above, above->func};
	return verdict;
}

struct errnotice_frame_id errnotice_outermost_frame(void)
{
	const zend_execute_data *frame = EG(current_execute_data), *next;
	int depth = 0;

	while (frame && (next = below(frame, depth++)))
		frame = next;
	if (!frame || frame->prev_execute_data)
		return (struct errnotice_frame_id){NULL, NULL};
	return (struct errnotice_frame_id){frame, frame->func};
}

/* Where the catch blocks of a region end: a try block that comes to its end leaps over them. */
static uint32_t end_of_catches(const zend_op_array *code, const zend_try_catch_element *region)
{
	const zend_op *last = &code->opcodes[region->catch_op - 1];
	uint32_t end = last->opcode == ZEND_JMP ? (uint32_t)(OP_JMP_ADDR(last, last->op1) - code->opcodes)
						: UINT32_MAX;

	/* without a leap that is known, what follows is reached through a catch only */
	return end > region->catch_op ? end : UINT32_MAX;
}

static bool is_in_catch_block(const zend_execute_data *frame)
{
	const zend_op_array *code = &frame->func->op_array;
	uint32_t op = op_of(frame, frame->opline);

	for (int i = op == NO_OP ? -1 : innermost(code, op); i >= 0; i--) {
		const zend_try_catch_element *region = &code->try_catch_array[i];

		if (region->catch_op != 0 && op < region->catch_op)
			return false;
		if (region->catch_op != 0 && op < end_of_catches(code, region))
			return true;
	}
	return false;
}

bool errnotice_is_aftermath(const struct errnotice_boundaries *boundaries)
{
	const zend_execute_data *frame = EG(current_execute_data), *outermost = NULL;

	for (int depth = 0; frame; depth++) {
		if (frame->func && !has_no_try(frame) && ZEND_USER_CODE(frame->func->type)
			&& is_in_catch_block(frame) && errnotice_boundaries_hold(boundaries, frame))
			return true;
		outermost = frame;
		frame = below(frame, depth);
	}
	/* the engine calls a function by itself for a handler, and for what comes after the script */
	return outermost && outermost->func && outermost->func->common.function_name
	       && !(EG(flags) & EG_FLAGS_IN_SHUTDOWN);
}

bool errnotice_verdict_is_unhandled(const struct errnotice_verdict *verdict)
{
	return verdict->end == ERRNOTICE_END_UNCAUGHT || verdict->end == ERRNOTICE_END_BOUNDARY;
}

bool errnotice_verdict_is_open(const struct errnotice_verdict *verdict)
{
	const zend_execute_data *frame = EG(current_execute_data);
	uint32_t op;

	for (int depth = 0; frame && frame != verdict->catcher.frame; depth++)
		frame = below(frame, depth);
	/* in C there is no telling: what a boundary there takes, it has taken */
	if (!frame || frame->func != verdict->catcher.func || verdict->catch_op == 0)
		return false;
	op = op_of(frame, frame->opline);
	return op == NO_OP || (op >= verdict->try_op && op < verdict->catch_op);
}
