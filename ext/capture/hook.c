#include "ext/capture/hook.h"

#include "zend_exceptions.h"
#include "zend_observer.h"

#include "ext/compat.h"

static struct errnotice_hooks to;
static void (*next_throw_hook)(zend_object *throwable);
static void (*next_error_cb)(int type, zend_string *file, const uint32_t line, zend_string *message);

static void throw_hook(zend_object *throwable)
{
	if (throwable && EG(current_execute_data) && !zend_is_unwind_exit(throwable)
		&& !zend_is_graceful_exit(throwable))
		to.thrown(throwable);
	if (next_throw_hook)
		next_throw_hook(throwable);
}

/*
 * E_DONT_BAIL marks what the engine says about throwables; a user's warning that
 * begins alike has it not.  As a warning it comes first when another fatal ends it.
 */
static void error_observer(int type, zend_string *file, uint32_t line, zend_string *message)
{
	if ((type & E_DONT_BAIL) && (type & (E_ERROR | E_WARNING)) && message
		&& zend_string_starts_with_literal(message, "Uncaught "))
		to.uncaught(file, line);
}

static const char *fatal_constant(int type)
{
	switch (type & E_ALL) {
	case E_ERROR:
		return type & E_DONT_BAIL ? NULL : "E_ERROR"; /* else "Uncaught …" */
	case E_PARSE:
		return "E_PARSE";
	case E_CORE_ERROR:
		return "E_CORE_ERROR";
	case E_COMPILE_ERROR:
		return "E_COMPILE_ERROR";
	case E_USER_ERROR:
		return "E_USER_ERROR";
	}
	return NULL;
}

static void error_cb(int type, zend_string *file, const uint32_t line, zend_string *message)
{
	const char *constant = fatal_constant(type);

	if (constant)
		to.fatal(constant, (type & E_DONT_BAIL) != 0, file, line, message);
	next_error_cb(type, file, line, message);
}

void errnotice_hook_install(const struct errnotice_hooks *hooks)
{
	to = *hooks;
	if (zend_throw_exception_hook != throw_hook) {
		next_throw_hook = zend_throw_exception_hook;
		zend_throw_exception_hook = throw_hook;
	}
	if (zend_error_cb != error_cb) {
		next_error_cb = zend_error_cb;
		zend_error_cb = error_cb;
	}
	zend_observer_error_register(error_observer);
}

/* Only what is on top can be taken off; under another extension it stays, and stays idle. */
void errnotice_hook_remove(void)
{
	if (zend_throw_exception_hook == throw_hook)
		zend_throw_exception_hook = next_throw_hook;
	if (zend_error_cb == error_cb)
		zend_error_cb = next_error_cb;
}
