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

enum passage {
	PASSES_ON,
	MAY_DISCARD, /* may leave without passing it on */
	DISCARDS,    /* does so, if nothing is thrown before */
	MAY_WAIT     /* a generator's that yields: who resumes it is where it goes on, if anybody does */
};

static bool may_jump(const zend_op *opline)
{
	uint32_t flags = zend_get_opcode_flags(opline->opcode);

	return (ZEND_VM_OP1_FLAGS(flags) & ZEND_VM_OP_MASK) == ZEND_VM_OP_JMP_ADDR
	       || (ZEND_VM_OP2_FLAGS(flags) & ZEND_VM_OP_MASK) == ZEND_VM_OP_JMP_ADDR
	       || (flags & ZEND_VM_EXT_MASK) == ZEND_VM_EXT_JMP_ADDR;
}

static enum passage through_finally(const zend_op_array *code, const zend_try_catch_element *region)
{
	enum passage passage = PASSES_ON;
	bool is_straight = true;

	for (uint32_t op = region->finally_op; op < region->finally_end; op++) {
		switch (code->opcodes[op].opcode) {
		case ZEND_YIELD:
		case ZEND_YIELD_FROM:
			return MAY_WAIT;
		case ZEND_DISCARD_EXCEPTION:
			if (is_straight)
				return DISCARDS;
			ZEND_FALLTHROUGH;
		case ZEND_RETURN:
		case ZEND_RETURN_BY_REF:
		case ZEND_GENERATOR_RETURN:
		case ZEND_THROW:
			passage = MAY_DISCARD;
		}
		is_straight &= !may_jump(&code->opcodes[op]);
	}
	return passage;
}

/*
 * The innermost region that may be live at `op`, or -1.  Regions are sorted by their
 * begin, but for what the optimizer leaves of some that are never reached: it stands
 * at the begin of the code, and the engine's search, from the front, ends before it.
 */
static int innermost(const zend_op_array *code, uint32_t op)
{
	int i = 0;

	while (i < code->last_try_catch && code->try_catch_array[i].try_op <= op)
		i++;
	return i - 1;
}

/* A frame whose place cannot be said: whatever it could do there, it may do. */
static void doubt(const zend_op_array *code, const zend_object *throwable, struct errnotice_verdict *verdict)
{
	uint32_t asked;

	for (int i = 0; i < code->last_try_catch; i++) {
		const zend_try_catch_element *region = &code->try_catch_array[i];

		if (region->catch_op != 0 && any_catches(code, region->catch_op, throwable, &asked))
			verdict->sure = verdict->followed = false;
		if (region->finally_op != 0 && through_finally(code, region) != PASSES_ON)
			verdict->sure = false;
	}
}

enum way { GOES_ON, IS_CAUGHT, IS_LOST };

/* What a frame makes of it; the catch that takes it is in the verdict then. */
static enum way through_frame(const zend_execute_data *frame, const zend_op *opline,
	const zend_object *throwable, struct errnotice_verdict *verdict)
{
	const zend_op_array *code = &frame->func->op_array;
	uint32_t op;

	if (code->last_try_catch == 0) /* a waiting generator's */
		return GOES_ON;
	op = op_of(frame, opline);
	if (op == NO_OP) {
		doubt(code, throwable, verdict);
		return GOES_ON;
	}
	for (int i = innermost(code, op); i >= 0; i--) {
		const zend_try_catch_element *region = &code->try_catch_array[i];

		if (op < region->catch_op) {
			verdict->try_op = region->try_op;
			verdict->catch_op = region->catch_op;
			if (any_catches(code, region->catch_op, throwable, &op)) {
				verdict->line = code->opcodes[op].lineno;
				return IS_CAUGHT;
			}
			/* `op` is the last catch now: the engine throws again from there */
		}
		if (op >= region->finally_op)
			continue;
		switch (through_finally(code, region)) {
		case PASSES_ON:
			break;
		case MAY_DISCARD:
			verdict->sure = false;
			break;
		case DISCARDS:
			verdict->sure = verdict->followed = false;
			break;
		case MAY_WAIT:
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
	return frame->func && visit(frame, frame->opline, throwable, boundaries, verdict);
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

/* The engine calls a function by itself for a handler, and for what comes after the script. */
static bool is_handler(const zend_execute_data *outermost)
{
	return outermost && outermost->func && outermost->func->common.function_name
	       && !(EG(flags) & EG_FLAGS_IN_SHUTDOWN);
}

bool errnotice_handler_was_given(struct errnotice_frame_id outermost, const zend_object *throwable)
{
	const zend_execute_data *frame = outermost.frame;
	const zval *given;

	if (!is_handler(frame) || ZEND_CALL_NUM_ARGS(frame) == 0)
		return false;
	given = ZEND_CALL_ARG(frame, 1);
	/* what a function did not ask for lies behind its variables */
	if (ZEND_USER_CODE(frame->func->type) && frame->func->common.num_args == 0)
		given = ZEND_CALL_VAR_NUM(
			frame, frame->func->op_array.last_var + (int)frame->func->op_array.T);
	return Z_TYPE_P(given) == IS_OBJECT && Z_OBJ_P(given) == throwable;
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
