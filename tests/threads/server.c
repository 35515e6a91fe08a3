/*
 * server -- PHP in many threads of one process, as FrankenPHP and a worker MPM have it.
 *
 *   server SAPI PHP.INI SCRIPT THREADS REQUESTS
 *
 * Each thread serves REQUESTS requests and ends; `$number` says to the script which
 * one it is, counted from 0 over all threads.  A script named worker.php is run once
 * a thread and serves them itself: `while (handle_request($callable)) {}`, as
 * FrankenPHP's workers do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <pthread.h>
#include <sapi/embed/php_embed.h>
#include <zend_exceptions.h>

#include "../support/worker_request.h"

#ifndef ZTS
#error "this PHP has no threads"
#endif

#define THREADS 64

ZEND_TSRMLS_CACHE_DEFINE()

struct work {
	const char *script;
	int next, end;
};

static _Thread_local struct work *work;

/* -- a request of its own ------------------------------------------------ */

static void run(void)
{
	zend_file_handle file;
	char assignment[40];

	snprintf(assignment, sizeof(assignment), "$number = %d;", work->next);
	if (php_request_startup() != SUCCESS)
		exit(3);
	SG(sapi_headers).http_response_code = 200;
	zend_first_try
	{
		zend_eval_string(assignment, NULL, "number");
		zend_stream_init_filename(&file, work->script);
		php_execute_script(&file);
		zend_destroy_file_handle(&file);
	}
	zend_end_try();
	php_request_shutdown(NULL);
}

/* -- a worker's request -------------------------------------------------- */

ZEND_BEGIN_ARG_INFO_EX(handle_request_arguments, 0, 0, 1)
ZEND_ARG_INFO(0, callable)
ZEND_END_ARG_INFO()

static PHP_FUNCTION(handle_request)
{
	zend_fcall_info call;
	zend_fcall_info_cache cache;
	zval result, number;

	ZEND_PARSE_PARAMETERS_START(1, 1)
	Z_PARAM_FUNC(call, cache)
	ZEND_PARSE_PARAMETERS_END();
	if (work->next == work->end)
		RETURN_FALSE;
	begin_request();
	ZVAL_LONG(&number, work->next++);
	call.retval = &result;
	call.params = &number;
	call.param_count = 1;
	if (zend_call_function(&call, &cache) == SUCCESS)
		zval_ptr_dtor(&result);
	if (EG(exception))
		zend_exception_error(EG(exception), E_ERROR);
	end_request();
	RETURN_TRUE;
}

static const zend_function_entry functions[] = {PHP_FE(handle_request, handle_request_arguments) PHP_FE_END};

/* -- threads ------------------------------------------------------------- */

static void *serve(void *argument)
{
	work = argument;
	ts_resource(0);
	ZEND_TSRMLS_CACHE_UPDATE();
	if (strstr(work->script, "worker.php"))
		run();
	for (; work->next < work->end; work->next++)
		run();
	ts_free_thread();
	return NULL;
}

static int (*next_startup)(sapi_module_struct *module);

/* The SAPI's own list of functions is set right before this. */
static int startup(sapi_module_struct *module)
{
	module->additional_functions = functions;
	return next_startup(module);
}

static int send_headers(sapi_headers_struct *headers)
{
	return SAPI_HEADER_SENT_SUCCESSFULLY;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS];
	struct work all[THREADS];
	int count, each;

	if (argc != 6 || (count = atoi(argv[4])) < 1 || count > THREADS)
		return 2;
	each = atoi(argv[5]);
	php_embed_module.name = argv[1];
	php_embed_module.php_ini_path_override = argv[2];
	php_embed_module.send_headers = send_headers;
	next_startup = php_embed_module.startup;
	php_embed_module.startup = startup;
	if (php_embed_init(1, argv) != SUCCESS)
		return 3;
	for (int i = 0; i < count; i++) {
		all[i] = (struct work){argv[3], i * each, (i + 1) * each};
		if (pthread_create(&threads[i], NULL, serve, &all[i]) != 0)
			return 3;
	}
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	php_embed_shutdown();
	return 0;
}
