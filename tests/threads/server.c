/*
 * server -- PHP in many threads of one process, as FrankenPHP and a worker MPM have it.
 *
 *   server SAPI PHP.INI SCRIPT THREADS REQUESTS
 *
 * Each thread serves REQUESTS requests of the script and ends; `$number` says to
 * the script which one it is, counted from 0 over all threads.
 */
#include <stdio.h>
#include <stdlib.h>

#include <pthread.h>
#include <sapi/embed/php_embed.h>

#ifndef ZTS
#error "this PHP has no threads"
#endif

ZEND_TSRMLS_CACHE_DEFINE()

struct work {
	const char *script;
	int from, requests;
};

static void serve(const char *script, int number)
{
	zend_file_handle file;
	char assignment[40];

	snprintf(assignment, sizeof(assignment), "$number = %d;", number);
	if (php_request_startup() != SUCCESS)
		exit(3);
	zend_first_try
	{
		zend_eval_string(assignment, NULL, "number");
		zend_stream_init_filename(&file, script);
		php_execute_script(&file);
		zend_destroy_file_handle(&file);
	}
	zend_end_try();
	php_request_shutdown(NULL);
}

static void *serve_all(void *argument)
{
	const struct work *work = argument;

	ts_resource(0);
	ZEND_TSRMLS_CACHE_UPDATE();
	for (int i = 0; i < work->requests; i++)
		serve(work->script, work->from + i);
	ts_free_thread();
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[64];
	struct work work[64];
	int count;

	if (argc != 6 || (count = atoi(argv[4])) < 1 || count > 64)
		return 2;
	php_embed_module.name = argv[1];
	php_embed_module.php_ini_path_override = argv[2];
	if (php_embed_init(1, argv) != SUCCESS)
		return 3;
	for (int i = 0; i < count; i++) {
		work[i] = (struct work){argv[3], i * atoi(argv[5]), atoi(argv[5])};
		if (pthread_create(&threads[i], NULL, serve_all, &work[i]) != 0)
			return 3;
	}
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	php_embed_shutdown();
	return 0;
}
