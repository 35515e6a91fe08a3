/*
 * errnotice -- the module: its globals, and nothing else of note.
 */
#ifndef PHP_ERRNOTICE_H
#define PHP_ERRNOTICE_H

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "php.h"
#include "ext/capture/capture.h"
#include "ext/ini.h"

#define ERRNOTICE_VERSION "0.1.0"

ZEND_BEGIN_MODULE_GLOBALS(errnotice)
	struct errnotice_ini ini;
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
