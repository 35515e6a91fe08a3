#include "ext/neighbours.h"

#include "php.h"

static void (*all_have_begun)(void);
static zend_result (*next_post_startup)(void);
static zend_result (*last_request_startup)(INIT_FUNC_ARGS);

static zend_result request_startup(INIT_FUNC_ARGS)
{
	zend_result result = last_request_startup(INIT_FUNC_ARGS_PASSTHRU);

	all_have_begun();
	return result;
}

/* The engine goes through its list in order: the last one's RINIT is the end of all. */
static void follow_the_last(void)
{
	zend_module_entry *module, *last = NULL;

	ZEND_HASH_FOREACH_PTR(&module_registry, module)
	{
		if (module->request_startup_func)
			last = module;
	}
	ZEND_HASH_FOREACH_END();
	/* a web server that starts PHP again may keep both modules as they are */
	if (last && last->request_startup_func != request_startup) {
		last_request_startup = last->request_startup_func;
		last->request_startup_func = request_startup;
	}
}

/* Only now are those there that a zend_extension brings. */
static zend_result post_startup(void)
{
	follow_the_last();
	return next_post_startup ? next_post_startup() : SUCCESS;
}

void errnotice_neighbours_startup(void (*begun)(void))
{
	all_have_begun = begun;
	next_post_startup = zend_post_startup_cb;
	zend_post_startup_cb = post_startup;
}
