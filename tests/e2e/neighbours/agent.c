/*
 * agent -- another extension that takes the hooks for throws and errors, as agents do.
 *
 *   AGENT="minit chain"    once, and passes on what it gets
 *   AGENT="rinit chain"    in every request, and passes on
 *   AGENT="minit swallow"  once, and passes on only what PHP itself had
 *   AGENT="rinit swallow"  in every request, the same: so does xdebug
 *   AGENT="… again"        and causes an error of its own while it deals with one, as ext/soap does
 *   AGENT="… words"        and passes on other words than it was given
 *
 * agent_end() causes an E_ERROR that the agent makes an exception of, as SoapClient and ext/soap do.
 * agent_calls() gives how many throws and fatal errors it saw in this process.
 */
#include <stdlib.h>
#include <string.h>

#include "php.h"
#include "zend_exceptions.h"

static void (*php_throw_hook)(zend_object *throwable), (*next_throw_hook)(zend_object *throwable);
static void (*php_error_cb)(int type, zend_string *file, const uint32_t line, zend_string *message);
static void (*next_error_cb)(int type, zend_string *file, const uint32_t line, zend_string *message);
static zend_long throws, fatals;
static bool converts;

static bool does(const char *word)
{
	const char *what = getenv("AGENT");

	return what && strstr(what, word);
}

static void throw_hook(zend_object *throwable)
{
	void (*next)(zend_object *) = does("chain") ? next_throw_hook : php_throw_hook;

	throws += throwable != NULL;
	if (next)
		next(throwable);
}

static void error_cb(int type, zend_string *file, const uint32_t line, zend_string *message)
{
	bool is_fatal = (type & (E_ERROR | E_COMPILE_ERROR)) != 0;

	fatals += is_fatal;
	if (converts) {
		zend_throw_exception(NULL, ZSTR_VAL(message), 10001);
		zend_bailout();
	}
	if (is_fatal && does("again"))
		zend_error(E_NOTICE, "the agent is busy");
	if (does("words"))
		message = zend_strpprintf(0, "%s!", ZSTR_VAL(message));
	(does("chain") ? next_error_cb : php_error_cb)(type, file, line, message);
}

static void take_hooks(void)
{
	if (zend_throw_exception_hook != throw_hook)
		next_throw_hook = zend_throw_exception_hook;
	zend_throw_exception_hook = throw_hook;
	if (zend_error_cb != error_cb)
		next_error_cb = zend_error_cb;
	zend_error_cb = error_cb;
}

static PHP_MINIT_FUNCTION(agent)
{
	php_throw_hook = zend_throw_exception_hook;
	php_error_cb = zend_error_cb;
	if (does("minit"))
		take_hooks();
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(agent)
{
	if (does("rinit"))
		take_hooks();
	return SUCCESS;
}

ZEND_BEGIN_ARG_INFO(no_arguments, 0)
ZEND_END_ARG_INFO()

PHP_FUNCTION(agent_calls)
{
	array_init(return_value);
	add_assoc_long(return_value, "throws", throws);
	add_assoc_long(return_value, "fatals", fatals);
}

PHP_FUNCTION(agent_end)
{
	converts = true;
	zend_try
	{
		zend_error(E_ERROR, "the agent's end");
	}
	zend_catch
	{
		CG(unclean_shutdown) = 0;
		EG(current_execute_data) = execute_data;
	}
	zend_end_try();
	converts = false;
}

static const zend_function_entry functions[] = {
	PHP_FE(agent_calls, no_arguments) PHP_FE(agent_end, no_arguments) PHP_FE_END};

zend_module_entry agent_module_entry = {STANDARD_MODULE_HEADER, "agent", functions, PHP_MINIT(agent), NULL,
	PHP_RINIT(agent), NULL, NULL, "1", STANDARD_MODULE_PROPERTIES};

ZEND_GET_MODULE(agent)
