/*
 * worker_request -- what FrankenPHP does before and after each request of a worker, in its order.
 *
 * Extensions hear of neither; only the SAPI's module does.
 */
#ifndef WORKER_REQUEST_H
#define WORKER_REQUEST_H

#include "php.h"
#include "SAPI.h"
#include "php_output.h"

static void end_request(void)
{
	php_output_end_all();
	php_output_deactivate();
	sapi_deactivate();
}

static void begin_request(void)
{
	php_output_activate();
	PG(header_is_being_sent) = 0;
	sapi_activate();
	SG(sapi_headers).http_response_code = 200;
	SG(sapi_started) = 1;
}

#endif
