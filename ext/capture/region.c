#include "ext/capture/region.h"

#include "ext/compat.h"

bool errnotice_region_is_unwound(const zend_op *opline)
{
	return opline >= EG(exception_op) && opline < EG(exception_op) + 3;
}

uint32_t errnotice_region_op_of(const zend_execute_data *frame, const zend_op *opline)
{
	const zend_op_array *code = &frame->func->op_array;

	if (errnotice_region_is_unwound(opline))
		opline = EG(opline_before_exception);
	if (!opline || opline < code->opcodes || opline >= code->opcodes + code->last)
		return ERRNOTICE_NO_OP;
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

bool errnotice_region_catches(
	const zend_op_array *code, uint32_t op, const zend_object *throwable, uint32_t *asked)
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

static bool may_jump(const zend_op *opline)
{
	uint32_t flags = zend_get_opcode_flags(opline->opcode);

	return (ZEND_VM_OP1_FLAGS(flags) & ZEND_VM_OP_MASK) == ZEND_VM_OP_JMP_ADDR
	       || (ZEND_VM_OP2_FLAGS(flags) & ZEND_VM_OP_MASK) == ZEND_VM_OP_JMP_ADDR
	       || (flags & ZEND_VM_EXT_MASK) == ZEND_VM_EXT_JMP_ADDR;
}

enum errnotice_passage errnotice_region_through_finally(
	const zend_op_array *code, const zend_try_catch_element *region)
{
	enum errnotice_passage passage = ERRNOTICE_PASSES_ON;
	bool is_straight = true;

	for (uint32_t op = region->finally_op; op < region->finally_end; op++) {
		switch (code->opcodes[op].opcode) {
		case ZEND_YIELD:
		case ZEND_YIELD_FROM:
			return ERRNOTICE_MAY_WAIT;
		case ZEND_DISCARD_EXCEPTION:
			if (is_straight)
				return ERRNOTICE_DISCARDS;
			ZEND_FALLTHROUGH;
		case ZEND_RETURN:
		case ZEND_RETURN_BY_REF:
		case ZEND_GENERATOR_RETURN:
		case ZEND_THROW:
			passage = ERRNOTICE_MAY_DISCARD;
		}
		is_straight &= !may_jump(&code->opcodes[op]);
	}
	return passage;
}

/* ERRNOTICE_NO_OP while something unwinds it. */
static uint32_t op_at_work(const zend_execute_data *frame)
{
	return errnotice_region_is_unwound(frame->opline) ? ERRNOTICE_NO_OP
							  : errnotice_region_op_of(frame, frame->opline);
}

static bool is_in_finally(const zend_try_catch_element *region, uint32_t op)
{
	return op >= region->finally_op && op < region->finally_end;
}

bool errnotice_region_may_hold_up(const zend_execute_data *frame)
{
	const zend_op_array *code = &frame->func->op_array;
	uint32_t op = op_at_work(frame);

	if (op == ERRNOTICE_NO_OP)
		return true;
	for (int i = errnotice_region_innermost(code, op); i >= 0; i--)
		if (is_in_finally(&code->try_catch_array[i], op))
			return true;
	return false;
}

bool errnotice_region_detains(const zend_execute_data *frame, const zend_object *throwable)
{
	const zend_op_array *code = &frame->func->op_array;
	uint32_t op = op_at_work(frame);

	for (int i = op == ERRNOTICE_NO_OP ? -1 : errnotice_region_innermost(code, op); i >= 0; i--) {
		const zend_try_catch_element *region = &code->try_catch_array[i];
		const zend_op *end = &code->opcodes[region->finally_end];

		if (is_in_finally(region, op) && end->opcode == ZEND_FAST_RET
			&& Z_OBJ_P(ZEND_CALL_VAR(frame, end->op1.var)) == throwable)
			return true;
	}
	return false;
}

/*
 * Regions are sorted by their begin, but for what the optimizer leaves of some that are never reached: it stands
 * at the begin of the code, and the engine's search, from the front, ends before it.
 */
int errnotice_region_innermost(const zend_op_array *code, uint32_t op)
{
	int i = 0;

	while (i < code->last_try_catch && code->try_catch_array[i].try_op <= op)
		i++;
	return i - 1;
}
