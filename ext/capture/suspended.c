#include "ext/capture/suspended.h"

#include "ext/compat.h"
#include "zend_fibers.h"

bool errnotice_fiber_ends_at(const zend_execute_data *frame)
{
	return EG(active_fiber) && frame == EG(active_fiber)->stack_bottom;
}

bool errnotice_is_fiber_bottom(const zend_execute_data *frame)
{
	return frame->func && !ZEND_USER_CODE(frame->func->type) && !frame->func->common.function_name;
}

bool errnotice_fiber_is_destroyed(void)
{
	return EG(active_fiber) && EG(active_fiber)->flags & ZEND_FIBER_FLAG_DESTROYED;
}

/* The generator whose code runs in this frame, or NULL. */
static const zend_generator *generator_of(const zend_execute_data *frame)
{
	return ZEND_CALL_INFO(frame) & ZEND_CALL_GENERATOR ? (const zend_generator *)frame->return_value
							   : NULL;
}

bool errnotice_generator_hides_catch(const zend_execute_data *frame)
{
	const zend_generator *generator = generator_of(frame);

	return ERRNOTICE_GENERATOR_HIDES_CATCH && generator && generator->flags & ZEND_GENERATOR_FORCED_CLOSE;
}

bool errnotice_generator_is_unlinked(const zend_execute_data *current)
{
	const zend_generator *generator = generator_of(current);

	return generator && !(generator->flags & ZEND_GENERATOR_CURRENTLY_RUNNING)
	       && !errnotice_generator_throw_is_linked();
}

size_t errnotice_generator_delegators(
	const zend_execute_data *frame, const zend_execute_data *into[ERRNOTICE_DELEGATORS_MAX])
{
	const zend_generator *generator;
	size_t count = 0;

	if (Z_TYPE(frame->This) != IS_OBJECT || Z_OBJCE(frame->This) != zend_ce_generator)
		return 0;
	/* node.parent leads from the one that was asked to the one that runs */
	generator = (const zend_generator *)Z_OBJ(frame->This);
	for (; generator->node.parent; generator = generator->node.parent) {
		if (!generator->execute_data)
			continue;
		if (count < ERRNOTICE_DELEGATORS_MAX)
			into[count] = generator->execute_data;
		count++;
	}
	return count;
}

const zend_op *errnotice_generator_opline(const zend_execute_data *waiting)
{
	const zend_op *opline = waiting->opline;

	/* 8.4 leaves it at the YIELD_FROM, its forerunners one behind */
	if (opline && opline->opcode != ZEND_YIELD_FROM && opline > waiting->func->op_array.opcodes
		&& opline[-1].opcode == ZEND_YIELD_FROM)
		opline--;
	return opline;
}
