/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: a78a126b6101a218a6cedfad87dae0ef804abe07 */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_errnotice_status, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_errnotice_report, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_OBJ_INFO(0, e, Throwable, 0)
ZEND_END_ARG_INFO()


ZEND_FUNCTION(errnotice_status);
ZEND_FUNCTION(errnotice_report);


static const zend_function_entry ext_functions[] = {
	ZEND_FE(errnotice_status, arginfo_errnotice_status)
	ZEND_FE(errnotice_report, arginfo_errnotice_report)
	ZEND_FE_END
};
