/*
 * ignored -- errnotice.ignore_classes = auto: what frameworks throw when the client was wrong.
 *
 * The table of ignore_table.h, asked where only `*` matched.
 */
#ifndef ERRNOTICE_IGNORED_H
#define ERRNOTICE_IGNORED_H

#include "php.h"

/* MINIT, MSHUTDOWN. */
void errnotice_ignored_startup(void);
void errnotice_ignored_shutdown(void);

enum errnotice_ignored {
	ERRNOTICE_IGNORED_NOT,
	ERRNOTICE_IGNORED_BY_CLASS, /* its own, a parent or an interface */
	ERRNOTICE_IGNORED_BY_STATUS /* and because its status is 3xx or 4xx: another of its class may not be */
};

enum errnotice_ignored errnotice_ignored_ask(const zend_object *throwable);

#endif
