#include "ext/capture/overtake.h"

#include "zend_exceptions.h"

#include "ext/compat.h"

typedef zend_object *maker(zend_class_entry *ce);

static void (*tell)(zend_object *throwable);

/* How the engine makes them; up to 8.2 ErrorException has a maker of its own. */
static maker *make_exception, *make_error_exception;

/*
 * What an object that was made meanwhile has instead of its usual handlers, until
 * the engine links it, which it does once the object is complete: no user code runs
 * before.  One that is never linked keeps them; they do the same.
 */
ZEND_TLS struct {
	const zend_object_handlers *usual; /* the first that were met; NULL before */
	zend_object_handlers handlers;     /* the same, but for one */
} watching;

static zval *write_property(zend_object *object, zend_string *name, zval *value, void **cache_slot)
{
	bool is_link = name == ZSTR_KNOWN(ZEND_STR_PREVIOUS) && Z_TYPE_P(value) == IS_OBJECT
		       && Z_OBJ_P(value) == EG(exception);
	zval *written;

	if (is_link)
		object->handlers = watching.usual;
	written = zend_std_write_property(object, name, value, cache_slot);
	if (is_link)
		tell(object);
	return written;
}

static zend_never_inline zend_object *watch(zend_object *object)
{
	if (!watching.usual && object->handlers->write_property == zend_std_write_property) {
		watching.usual = object->handlers;
		watching.handlers = *watching.usual;
		watching.handlers.write_property = write_property;
	}
	/* a class may have handlers of its own */
	if (object->handlers == watching.usual)
		object->handlers = &watching.handlers;
	return object;
}

static ZEND_HOT zend_object *new_exception(zend_class_entry *ce)
{
	zend_object *object = make_exception(ce);

	return EXPECTED(!EG(exception)) ? object : watch(object);
}

static zend_object *new_error_exception(zend_class_entry *ce)
{
	zend_object *object = make_error_exception(ce);

	return EXPECTED(!EG(exception)) ? object : watch(object);
}

static void exchange(maker *before, maker *after)
{
	zend_class_entry *ce;

	ZEND_HASH_FOREACH_PTR(CG(class_table), ce)
	{
		if (ce->type == ZEND_INTERNAL_CLASS && ce->create_object == before)
			ce->create_object = after;
	}
	ZEND_HASH_FOREACH_END();
}

/* Classes that are declared later inherit their maker. */
void errnotice_overtake_install(void (*overtaken)(zend_object *throwable))
{
	tell = overtaken;
	make_exception = zend_ce_exception->create_object;
	make_error_exception = zend_ce_error_exception->create_object;
	exchange(make_exception, new_exception);
	exchange(make_error_exception, new_error_exception);
}

/* Where another extension has wrapped one of ours since, that stays, and does what the engine's does. */
void errnotice_overtake_remove(void)
{
	exchange(new_exception, make_exception);
	exchange(new_error_exception, make_error_exception);
}
