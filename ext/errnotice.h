/*
 * errnotice -- the module: its globals, and nothing else of note.
 */
#ifndef PHP_ERRNOTICE_H
#define PHP_ERRNOTICE_H

#include "php.h"
#include "ext/capture/capture.h"

#define ERRNOTICE_VERSION "0.1.0"

ZEND_BEGIN_MODULE_GLOBALS(errnotice)
	bool enable;
	bool request;
	char *codes, *ignore_codes, *classes, *ignore_classes, *code_from, *boundaries;
	char *app, *environment, *release;
	char *redis, *stream, *spool, *library_paths, *scrub;
	char *heartbeat;
	zend_long stream_limit, slots, detail_limit, timeout, spool_limit, trace_frames;
	bool stale; /* a directive changed since the settings were compiled */
	struct errnotice_capture capture;
ZEND_END_MODULE_GLOBALS(errnotice)

ZEND_EXTERN_MODULE_GLOBALS(errnotice)
#define ERRNOTICE_G(v) ZEND_MODULE_GLOBALS_ACCESSOR(errnotice, v)

#if defined(ZTS) && defined(COMPILE_DL_ERRNOTICE)
ZEND_TSRMLS_CACHE_EXTERN()
#endif

extern zend_module_entry errnotice_module_entry;
#define phpext_errnotice_ptr &errnotice_module_entry

#endif
