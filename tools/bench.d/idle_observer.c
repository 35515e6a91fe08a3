/* idle_observer -- asks to observe every function, and observes none: what the way of most agents costs at least. */
#include "php.h"
#include "zend_observer.h"

static zend_observer_fcall_handlers observe_none(zend_execute_data *frame)
{
	return (zend_observer_fcall_handlers){NULL, NULL};
}

static PHP_MINIT_FUNCTION(idle_observer)
{
	zend_observer_fcall_register(observe_none);
	return SUCCESS;
}

zend_module_entry idle_observer_module_entry = {STANDARD_MODULE_HEADER, "idle_observer", NULL,
	PHP_MINIT(idle_observer), NULL, NULL, NULL, NULL, "1", STANDARD_MODULE_PROPERTIES};

ZEND_GET_MODULE(idle_observer)
