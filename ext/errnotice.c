#include "ext/errnotice.h"

#include "SAPI.h"
#include "php_ini.h"
#include "zend_exceptions.h"

#include "ext/errnotice_arginfo.h"
#include "ext/handover/complaint.h"
#include "ext/handover/outbox.h"
#include "ext/log.h"
#include "ext/report.h"
#include "ext/status.h"

ZEND_DECLARE_MODULE_GLOBALS(errnotice)

static int (*original_deactivate)(void);
/* This SAPI has a moment after the response, and hosts that are served by it do not fall silent. */
static bool beats;

static void say_complaint(void)
{
	char line[400];

	if (errnotice_complaint_fetch(line, sizeof(line)))
		errnotice_log(line);
}

/*
 * Under php-fpm and CGI the client has its whole response when the SAPI's own
 * deactivate returns, and no earlier hook is after that.
 */
static int deactivate(void)
{
	int result = original_deactivate ? original_deactivate() : SUCCESS;

	/* also called once at the end of module start */
	if (!SG(sapi_started))
		return result;
	errnotice_report_after_response();
	if (beats && errnotice_outbox_heartbeat_due() && errnotice_ini_state() == ERRNOTICE_INI_REPORTS)
		errnotice_outbox_heartbeat();
	say_complaint();
	return result;
}

static bool sapi_is(const char *name)
{
	return sapi_module.name && strcmp(sapi_module.name, name) == 0;
}

/* A process tree that lives as long as its host serves: programs and single CGI requests come and go. */
static bool is_server(void)
{
	static const char *const others[] = {"cli", "phpdbg", "embed", "cli-server", "cgi-fcgi"};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (sapi_is(others[i]))
			return false;
	return true;
}

static void start_outbox(void)
{
	struct errnotice_err err = {.text = ""};
	struct errnotice_outbox_setup setup = {
		.slots = errnotice_ini_slots(),
		.heartbeat = is_server(),
		.reloads = sapi_is("fpm-fcgi"),
		.sapi = sapi_module.name ? sapi_module.name : "",
		.version = ERRNOTICE_VERSION,
		.endpoint = errnotice_endpoint,
		.spool = errnotice_spool_place,
	};

	beats = sapi_is("fpm-fcgi") || sapi_is("frankenphp");
	if (!errnotice_outbox_startup(&setup, &err))
		errnotice_ini_give_up(err.text);
}

static void log_refusal(void *context, const char *line)
{
	errnotice_log(line);
}

static void ignore_doubt(void *context, const char *line)
{
}

static void globals_init(void *globals)
{
#if defined(ZTS) && defined(COMPILE_DL_ERRNOTICE)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	memset(globals, 0, sizeof(zend_errnotice_globals));
}

static void globals_clear(void *globals)
{
	errnotice_ini_clear(&((zend_errnotice_globals *)globals)->ini);
}

static PHP_MINIT_FUNCTION(errnotice)
{
	errnotice_ini_register(module_number, type);
	start_outbox();
	errnotice_ini_tell(log_refusal, ignore_doubt, NULL);
	errnotice_report_startup();
	original_deactivate = sapi_module.deactivate;
	sapi_module.deactivate = deactivate;
	return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(errnotice)
{
	/* whoever wrapped it after us still calls ours: the module stays mapped, and by then does nothing */
	if (sapi_module.deactivate == deactivate)
		sapi_module.deactivate = original_deactivate;
	errnotice_report_shutdown();
	errnotice_outbox_shutdown();
	say_complaint();
	errnotice_ini_unregister(module_number, type);
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(errnotice)
{
#if defined(ZTS) && defined(COMPILE_DL_ERRNOTICE)
	ZEND_TSRMLS_CACHE_UPDATE();
#endif
	errnotice_log_request(1);
	errnotice_report_request_start();
	return SUCCESS;
}

static PHP_RSHUTDOWN_FUNCTION(errnotice)
{
	errnotice_report_request_end();
	errnotice_log_request(0);
	return SUCCESS;
}

static PHP_MINFO_FUNCTION(errnotice)
{
	errnotice_status_info();
	DISPLAY_INI_ENTRIES();
}

PHP_FUNCTION(errnotice_status)
{
	ZEND_PARSE_PARAMETERS_NONE();
	errnotice_status_array(return_value);
}

PHP_FUNCTION(errnotice_report)
{
	zend_object *throwable;

	ZEND_PARSE_PARAMETERS_START(1, 1)
	Z_PARAM_OBJ_OF_CLASS(throwable, zend_ce_throwable)
	ZEND_PARSE_PARAMETERS_END();
	RETURN_BOOL(errnotice_report_throwable(throwable));
}

zend_module_entry errnotice_module_entry = {
	STANDARD_MODULE_HEADER,
	"errnotice",
	ext_functions,
	PHP_MINIT(errnotice),
	PHP_MSHUTDOWN(errnotice),
	PHP_RINIT(errnotice),
	PHP_RSHUTDOWN(errnotice),
	PHP_MINFO(errnotice),
	ERRNOTICE_VERSION,
	PHP_MODULE_GLOBALS(errnotice),
	globals_init,
	globals_clear,
	NULL,
	STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_ERRNOTICE
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
ZEND_GET_MODULE(errnotice)
#endif
