#include "ext/capture/search.h"

#include "ext/capture/region.h"
#include "ext/capture/suspended.h"
#include "ext/compat.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"

/* A frame whose place cannot be said: whatever it could do there, it may do. */
static void doubt(const zend_op_array *code, const zend_object *throwable, struct errnotice_verdict *verdict)
{
	uint32_t asked;

	for (int i = 0; i < code->last_try_catch; i++) {
		const zend_try_catch_element *region = &code->try_catch_array[i];

		if (region->catch_op != 0
			&& errnotice_region_catches(code, region->catch_op, throwable, &asked))
			verdict->sure = verdict->followed = false;
		if (region->finally_op != 0
			&& errnotice_region_through_finally(code, region) != ERRNOTICE_PASSES_ON)
			verdict->sure = false;
	}
}

enum way { GOES_ON, IS_CAUGHT, IS_LOST };

static void note_doubt(const zend_execute_data *frame, const zend_op *at, struct errnotice_verdict *verdict)
{
	if (verdict->doubtful_at)
		return;
	verdict->doubtful = (struct errnotice_frame_id){frame, frame->func};
	verdict->doubtful_at = at;
}

/* Where its way ends anyhow, it stands at the same place whether it is swallowed or not. */
static void forget_doubt(const zend_execute_data *last, struct errnotice_verdict *verdict)
{
	if (verdict->doubtful.frame == last)
		verdict->doubtful_at = NULL;
}

/*
 * The region where the engine goes on when a finally block passes it on, and as if from where: the block's end
 * says that.  It is the next around, unless the optimizer has left the regions in another order.
 */
static int after_finally(const zend_op_array *code, int i, uint32_t *op)
{
	uint32_t end = code->try_catch_array[i].finally_end;
	int next = (int)code->opcodes[end].op2.num;

	if (code->opcodes[end].opcode != ZEND_FAST_RET || next >= i)
		return i - 1;
	*op = end;
	return next;
}

/* What a frame makes of it; the catch that takes it is in the verdict then. */
static enum way through_frame(const zend_execute_data *frame, const zend_op *opline,
	const zend_object *throwable, struct errnotice_verdict *verdict)
{
	const zend_op_array *code = &frame->func->op_array;
	uint32_t op, raised;

	if (code->last_try_catch == 0) /* a waiting generator's */
		return GOES_ON;
	op = errnotice_region_op_of(frame, opline);
	if (op == ERRNOTICE_NO_OP) {
		doubt(code, throwable, verdict);
		return GOES_ON;
	}
	raised = op;
	for (int i = errnotice_region_innermost(code, op), next; i >= 0; i = next) {
		const zend_try_catch_element *region = &code->try_catch_array[i];

		next = i - 1;
		if (op < region->catch_op) {
			verdict->try_op = region->try_op;
			verdict->catch_op = region->catch_op;
			if (errnotice_region_catches(code, region->catch_op, throwable, &op)) {
				verdict->line = code->opcodes[op].lineno;
				return IS_CAUGHT;
			}
			raised = op; /* the last catch: the engine throws again from there */
		}
		if (op >= region->finally_op)
			continue;
		next = after_finally(code, i, &op);
		switch (errnotice_region_through_finally(code, region)) {
		case ERRNOTICE_PASSES_ON:
			break;
		case ERRNOTICE_MAY_DISCARD:
			verdict->sure = false;
			note_doubt(frame, &code->opcodes[raised], verdict);
			break;
		case ERRNOTICE_DISCARDS:
			verdict->sure = verdict->followed = false;
			break;
		case ERRNOTICE_MAY_WAIT:
			verdict->sure = verdict->followed = false;
			return IS_LOST;
		}
	}
	return GOES_ON;
}

/* One frame of the way out.  True when the way ends here. */
static bool visit(const zend_execute_data *frame, const zend_op *opline, const zend_object *throwable,
	const struct errnotice_boundaries *boundaries, struct errnotice_verdict *verdict)
{
	bool is_boundary;

	if (ZEND_USER_CODE(frame->func->type)) {
		enum way way = through_frame(frame, opline, throwable, verdict);

		if (way != IS_CAUGHT)
			return way == IS_LOST;
		is_boundary = errnotice_boundaries_hold(boundaries, frame);
	} else {
		is_boundary = errnotice_boundaries_hold(boundaries, frame);
		if (!is_boundary)
			return false;
		verdict->try_op = verdict->catch_op = verdict->line = 0;
	}
	forget_doubt(frame, verdict);
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
		verdict->sure = verdict->followed = false;
		return false;
	}
	while (count-- > 0 && !verdict->catcher_waits)
		verdict->catcher_waits = visit(waiting[count], errnotice_generator_opline(waiting[count]),
			throwable, boundaries, verdict);
	return verdict->catcher_waits;
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
		if (errnotice_fiber_is_destroyed())
			verdict->sure = verdict->followed = false;
		else
			verdict->end = ERRNOTICE_END_DEFERRED;
		return true;
	}
	if ((!frame->func || is_generator_throw(frame, above))
		&& visit_delegators(frame, throwable, boundaries, verdict))
		return true;
	if (!frame->func || !visit(frame, frame->opline, throwable, boundaries, verdict))
		return false;
	verdict->may_be_missed = above && errnotice_generator_hides_catch(above);
	return true;
}

static bool is_script(const zend_function *func)
{
	return func && ZEND_USER_CODE(func->type) && !func->common.function_name;
}

static void note_outermost(const zend_execute_data *frame, struct errnotice_verdict *verdict)
{
	verdict->outermost = (struct errnotice_frame_id){frame, frame->func};
	verdict->leaves_script = is_script(frame->func);
}

struct errnotice_verdict errnotice_search(
	const zend_object *throwable, const struct errnotice_boundaries *boundaries)
{
	struct errnotice_verdict verdict = {.end = ERRNOTICE_END_UNCAUGHT, .sure = true, .followed = true};
	const zend_execute_data *frame = EG(current_execute_data), *above = NULL;

	for (int depth = 0; frame; depth++) {
		if (!has_no_try(frame) && visit_all(frame, above, throwable, boundaries, &verdict))
			return verdict;
		above = frame;
		frame = below(frame, depth);
	}
	if (above->prev_execute_data)
		verdict.sure = verdict.followed = false;
	else
		note_outermost(above, &verdict);
	forget_doubt(above, &verdict);
	return verdict;
}

struct errnotice_frame_id errnotice_outermost_frame(void)
{
	const zend_execute_data *frame = EG(current_execute_data), *next;
	int depth = 0;

	while (frame && (next = below(frame, depth++)))
		frame = next;
	/* the code of a fiber that is destroyed runs on a stack of its own */
	if (!frame || frame->prev_execute_data || errnotice_is_fiber_bottom(frame))
		return (struct errnotice_frame_id){NULL, NULL};
	return (struct errnotice_frame_id){frame, frame->func};
}

/* The engine calls a function by itself for a handler, and for what comes after the script. */
static bool is_handler(const zend_execute_data *outermost)
{
	return outermost && outermost->func && outermost->func->common.function_name
	       && !(EG(flags) & EG_FLAGS_IN_SHUTDOWN);
}

/* What a handler was given; NULL when it is none, or has it no more. */
static const zend_object *given_to(const zend_execute_data *outermost)
{
	const zval *given;

	if (!is_handler(outermost) || ZEND_CALL_NUM_ARGS(outermost) == 0)
		return NULL;
	given = ZEND_CALL_ARG(outermost, 1);
	/* what a function did not ask for lies behind its variables */
	if (ZEND_USER_CODE(outermost->func->type) && outermost->func->common.num_args == 0)
		given = ZEND_CALL_VAR_NUM(
			outermost, outermost->func->op_array.last_var + (int)outermost->func->op_array.T);
	return Z_TYPE_P(given) == IS_OBJECT ? Z_OBJ_P(given) : NULL;
}

bool errnotice_handler_was_given(struct errnotice_frame_id outermost, const zend_object *throwable)
{
	return throwable && given_to(outermost.frame) == throwable;
}

bool errnotice_frame_is_beside_script(struct errnotice_frame_id outermost)
{
	const zend_object *given = given_to(outermost.frame);

	if (EG(flags) & EG_FLAGS_IN_SHUTDOWN)
		return true;
	/* another extension may call a function as it calls a script, and give what leaves it to a handler */
	return given && instanceof_function(given->ce, zend_ce_throwable);
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
	uint32_t op = errnotice_region_op_of(frame, frame->opline);

	for (int i = op == ERRNOTICE_NO_OP ? -1 : errnotice_region_innermost(code, op); i >= 0; i--) {
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
	return is_handler(outermost);
}

bool errnotice_verdict_is_unhandled(const struct errnotice_verdict *verdict)
{
	return verdict->end == ERRNOTICE_END_UNCAUGHT || verdict->end == ERRNOTICE_END_BOUNDARY;
}

bool errnotice_verdict_is_under_way(const struct errnotice_verdict *verdict)
{
	return verdict->end != ERRNOTICE_END_CAUGHT || verdict->catcher_waits
	       || errnotice_verdict_is_open(verdict);
}

/*
 * Whether it is on the stack, or another call of the same function in its place.
 * What lies where a closure's code was need not be code of PHP's.
 */
static bool stands(struct errnotice_frame_id id)
{
	const zend_execute_data *frame = EG(current_execute_data);

	for (int depth = 0; frame && frame != id.frame; depth++)
		frame = below(frame, depth);
	return frame && frame->func == id.func && ZEND_USER_CODE(frame->func->type);
}

bool errnotice_verdict_is_open(const struct errnotice_verdict *verdict)
{
	const zend_execute_data *frame = verdict->catcher.frame;
	uint32_t op;

	/* in C there is no telling: what a boundary there takes, it has taken */
	if (verdict->catch_op == 0 || !stands(verdict->catcher))
		return false;
	op = errnotice_region_op_of(frame, frame->opline);
	return op == ERRNOTICE_NO_OP || (op >= verdict->try_op && op < verdict->catch_op);
}

/* A destructor, or the finally block of a generator that nobody runs to its end. */
static bool is_called_by_a_death(const zend_execute_data *frame)
{
	if (ZEND_CALL_INFO(frame) & ZEND_CALL_GENERATOR)
		return (((zend_generator *)frame->return_value)->flags & ZEND_GENERATOR_FORCED_CLOSE) != 0;
	return frame->func && Z_TYPE(frame->This) == IS_OBJECT
	       && frame->func == Z_OBJCE(frame->This)->destructor;
}

static bool may_be_unwound(const zend_execute_data *frame, const zend_execute_data *above)
{
	return above
	       && (errnotice_region_is_unwound(frame->opline)
		       || (!ERRNOTICE_UNWINDING_SHOWS && is_called_by_a_death(above)));
}

bool errnotice_is_detained(const zend_object *throwable, const struct errnotice_verdict *verdict)
{
	const zend_execute_data *frame = EG(current_execute_data), *above = NULL;
	bool is_under_way = errnotice_verdict_is_under_way(verdict);

	for (int depth = 0; frame; depth++) {
		bool is_user_code = frame->func && ZEND_USER_CODE(frame->func->type);

		if (is_user_code && is_under_way && may_be_unwound(frame, above))
			return true;
		if (is_user_code && !has_no_try(frame) && errnotice_region_detains(frame, throwable))
			return true;
		above = frame;
		frame = below(frame, depth);
	}
	return false;
}

/* Whether it runs now: not other code that lies in its place by now, which may be C's and then has no opline. */
static bool is_current(struct errnotice_frame_id id)
{
	const zend_execute_data *frame = EG(current_execute_data);

	return frame && frame == id.frame && frame->func == id.func && ZEND_USER_CODE(frame->func->type);
}

/* What is caught under a script's own code is not freed before the script's end without a frame: that would show it. */
void errnotice_verdict_stray(struct errnotice_verdict *verdict)
{
	verdict->may_be_missed |= is_current(verdict->catcher) && is_script(errnotice_outermost_frame().func);
}

void errnotice_verdict_misplace(struct errnotice_verdict *verdict)
{
	if (is_current(verdict->catcher) && errnotice_region_is_unwound(verdict->catcher.frame->opline))
		errnotice_verdict_stray(verdict);
}

/*
 * Where the engine raised last is where it came last.  Had the frame passed it on,
 * that would be in its caller.
 */
bool errnotice_verdict_shows_swallowed(const struct errnotice_verdict *verdict)
{
	return verdict->doubtful_at && verdict->doubtful_at == EG(opline_before_exception)
	       && !(stands(verdict->doubtful) && errnotice_region_may_hold_up(verdict->doubtful.frame));
}
