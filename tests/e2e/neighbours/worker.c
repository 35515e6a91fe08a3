/*
 * worker -- many requests of one script, begun and ended as FrankenPHP does in its worker mode.
 *
 * worker_handle(callable) serves one: extensions see neither its start nor its
 * end, only the SAPI's module does.
 */
#include "php.h"
#include "zend_exceptions.h"

#include "../../support/worker_request.h"

ZEND_BEGIN_ARG_INFO(one_callable, 0)
ZEND_ARG_CALLABLE_INFO(0, callable, 0)
ZEND_END_ARG_INFO()

PHP_FUNCTION(worker_handle)
{
	zend_fcall_info call;
	zend_fcall_info_cache cache;
	zval result;

	ZEND_PARSE_PARAMETERS_START(1, 1)
	Z_PARAM_FUNC(call, cache)
	ZEND_PARSE_PARAMETERS_END();
	ZVAL_UNDEF(&result);
	call.retval = &result;
	begin_request();
	zend_call_function(&call, &cache);
	zval_ptr_dtor(&result);
	if (EG(exception)) {
		zend_exception_error(EG(exception), E_ERROR);
		zend_bailout();
	}
	end_request();
}

/* The script itself runs in a request of its own, which ends as soon as it is ready. */
PHP_FUNCTION(worker_ready)
{
	end_request();
}

ZEND_BEGIN_ARG_INFO(no_arguments, 0)
ZEND_END_ARG_INFO()

static const zend_function_entry functions[] = {
	PHP_FE(worker_handle, one_callable) PHP_FE(worker_ready, no_arguments) PHP_FE_END};

zend_module_entry worker_module_entry = {STANDARD_MODULE_HEADER, "worker", functions, NULL, NULL, NULL, NULL,
	NULL, "1", STANDARD_MODULE_PROPERTIES};

ZEND_GET_MODULE(worker)
