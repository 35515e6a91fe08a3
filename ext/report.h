/*
 * report -- the story: a throw comes in, a report goes out.
 *
 * Called by the module glue (errnotice.c); calls the wings capture/ (who threw
 * what, and did anybody handle it) and handover/ (out of the process, whatever
 * dies) in order.  Nothing here runs user code, warns, throws or exits.
 */
#ifndef ERRNOTICE_REPORT_H
#define ERRNOTICE_REPORT_H

#include "php.h"

void errnotice_report_startup(void);       /* MINIT: chains the engine's hooks */
void errnotice_report_shutdown(void);      /* MSHUTDOWN: gives them back */
void errnotice_report_request_start(void); /* RINIT: a handful of stores */
void errnotice_report_request_end(void);   /* RSHUTDOWN: resolves what is pending; hooks stay active */

/*
 * After the SAPI has sent everything (or at the end where there is no such point): what is final leaves.  A script that
 * is still running has its next request before it.
 */
void errnotice_report_after_response(void);

/* errnotice_report(): the same filters, `path=report`.  True if it was taken. */
bool errnotice_report_throwable(zend_object *throwable);

#endif
