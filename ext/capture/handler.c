#include "ext/capture/handler.h"

#include "ext/compat.h"

/* Since 8.3 one that runs is taken off for as long. */
static bool is_laid_aside(void)
{
	const zval *handler = zend_stack_top(&EG(user_exception_handlers));

	return Z_TYPE(EG(user_exception_handler)) == IS_UNDEF && handler && Z_TYPE_P(handler) != IS_UNDEF;
}

bool errnotice_handler_exists(void)
{
	return Z_TYPE(EG(user_exception_handler)) != IS_UNDEF || is_laid_aside();
}

void errnotice_handler_note(struct errnotice_record *record)
{
	record->had_handler = errnotice_handler_exists();
	record->beside_script = errnotice_frame_is_beside_script(record->verdict.outermost);
	record->past_handlers = record->beside_script && (!ERRNOTICE_HANDLERS_NEST || is_laid_aside());
	record->handlers = zend_stack_count(&EG(user_exception_handlers));
}

/* One that was set since, or one that was there and has its turn now. */
static bool has_next(const struct errnotice_record *record)
{
	return ERRNOTICE_HANDLERS_NEST && zend_stack_count(&EG(user_exception_handlers)) > record->handlers;
}

bool errnotice_handler_may_have_had(const struct errnotice_record *record)
{
	return (!record->past_handlers || has_next(record))
	       && (record->had_handler || errnotice_handler_exists());
}

bool errnotice_handler_lets_go(const struct errnotice_record *record)
{
	return is_laid_aside() && has_next(record);
}
