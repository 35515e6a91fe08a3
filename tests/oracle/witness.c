/*
 * witness -- writes down what the engine itself makes of throwables, by other means than errnotice's.
 *
 * Loaded by tests/oracle alone, beside errnotice.  ORACLE_LOG names the file.  A line each, fields apart by \x1f:
 *
 *   uncaught pid constant file line message chain  the engine says "Uncaught …" of what was made there
 *   handler  pid "" file line "" chain             a user's exception handler is called with it
 *   fatal    pid constant file line message        a fatal error that is no throwable
 *   thrown   pid count                             at the end of a request
 *
 * A chain is a throwable and what it holds as previous, outermost first: handle, class, code, file and line of each.
 */
#include "php.h"

#include <fcntl.h>
#include <unistd.h>

#include "zend_closures.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
#include "zend_smart_str.h"

#define APART       '\x1f'
#define CHAIN_MAX   64
#define THROWS_KEPT 256

static void (*next_error_cb)(int type, zend_string *file, const uint32_t line, zend_string *message);
static void (*next_throw_hook)(zend_object *throwable);
static zif_handler set_exception_handler;
static zend_ulong thrown;
static uint32_t handles[THROWS_KEPT]; /* of what was thrown last, at its turn */

/* -- a line ---------------------------------------------------------------- */

/* What a reader splits at is no part of a field. */
static void add(smart_str *line, const char *text, size_t len)
{
	smart_str_appendc(line, APART);
	for (size_t i = 0; i < len; i++)
		smart_str_appendc(line, (unsigned char)text[i] < ' ' ? '?' : text[i]);
}

static void add_long(smart_str *line, zend_long number)
{
	smart_str_appendc(line, APART);
	smart_str_append_long(line, number);
}

static void add_value(smart_str *line, const zval *value)
{
	if (Z_TYPE_P(value) == IS_LONG)
		add_long(line, Z_LVAL_P(value));
	else if (Z_TYPE_P(value) == IS_STRING)
		add(line, Z_STRVAL_P(value), Z_STRLEN_P(value));
	else
		add(line, "", 0);
}

static void end(smart_str *line)
{
	const char *path = getenv("ORACLE_LOG");
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;

	smart_str_appendc(line, '\n');
	if (fd >= 0) {
		if (write(fd, ZSTR_VAL(line->s), ZSTR_LEN(line->s)) < 0)
			abort();
		close(fd);
	}
	smart_str_free(line);
}

/* -- a throwable ----------------------------------------------------------- */

static zval *slot(zend_object *throwable, zend_known_string_id name)
{
	zend_class_entry *base = zend_get_exception_base(throwable);
	zend_property_info *info = zend_hash_find_ptr(&base->properties_info, ZSTR_KNOWN(name));
	zval *value = OBJ_PROP(throwable, info->offset);

	ZVAL_DEREF(value);
	return value;
}

static void add_chain(smart_str *line, zend_object *throwable)
{
	zend_object *chain[CHAIN_MAX];
	size_t count = 0;

	while (throwable && count < CHAIN_MAX) {
		const zval *previous = slot(throwable, ZEND_STR_PREVIOUS);

		chain[count++] = throwable;
		throwable = Z_TYPE_P(previous) == IS_OBJECT ? Z_OBJ_P(previous) : NULL;
	}
	for (size_t i = 0; i < count; i++) {
		const char *name = ZSTR_VAL(chain[i]->ce->name);

		add_long(line, chain[i]->handle);
		add(line, name, strlen(name)); /* up to the NUL of an anonymous class */
		add_value(line, slot(chain[i], ZEND_STR_CODE));
		add_value(line, slot(chain[i], ZEND_STR_FILE));
		add_value(line, slot(chain[i], ZEND_STR_LINE));
	}
}

/* `file` is NULL when it is empty. */
static bool was_made_at(zend_object *object, const zend_string *file, uint32_t line)
{
	const zval *its_file, *its_line;

	if (!instanceof_function(object->ce, zend_ce_throwable))
		return false;
	its_file = slot(object, ZEND_STR_FILE);
	its_line = slot(object, ZEND_STR_LINE);
	if (Z_TYPE_P(its_file) != IS_STRING || Z_TYPE_P(its_line) != IS_LONG || Z_LVAL_P(its_line) != line)
		return false;
	return file ? zend_string_equals(Z_STR_P(its_file), (zend_string *)file) : Z_STRLEN_P(its_file) == 0;
}

/* The newest throw of an object with this handle, or 0. */
static zend_ulong throw_of(uint32_t handle)
{
	for (zend_ulong turn = thrown; turn > 0 && turn + THROWS_KEPT > thrown; turn--)
		if (handles[turn % THROWS_KEPT] == handle)
			return turn;
	return 0;
}

/* The engine names no object: of those that live and were made there it is the one thrown last. */
static zend_object *made_at(const zend_string *file, uint32_t line)
{
	zend_object *newest = NULL;

	for (uint32_t i = 1; i < EG(objects_store).top; i++) {
		zend_object *object = EG(objects_store).object_buckets[i];

		if (IS_OBJ_VALID(object) && !(OBJ_FLAGS(object) & IS_OBJ_FREE_CALLED)
			&& was_made_at(object, file, line)
			&& (!newest || throw_of(object->handle) > throw_of(newest->handle)))
			newest = object;
	}
	return newest;
}

static void throw_hook(zend_object *throwable)
{
	if (throwable && instanceof_function(throwable->ce, zend_ce_throwable))
		handles[++thrown % THROWS_KEPT] = throwable->handle;
	if (next_throw_hook)
		next_throw_hook(throwable);
}

/* -- what the engine says -------------------------------------------------- */

static const char *constant_of(int type)
{
	switch (type & E_ALL) {
	case E_ERROR:
		return "E_ERROR";
	case E_PARSE:
		return "E_PARSE";
	case E_CORE_ERROR:
		return "E_CORE_ERROR";
	case E_COMPILE_ERROR:
		return "E_COMPILE_ERROR";
	case E_USER_ERROR:
		return "E_USER_ERROR";
	case E_WARNING: /* so it says of one on its way when another error ends the script */
		return type & E_DONT_BAIL ? "E_WARNING" : NULL;
	}
	return NULL;
}

static void error_cb(int type, zend_string *file, const uint32_t line_number, zend_string *message)
{
	const char *constant = constant_of(type);
	smart_str line = {0};

	if (constant && PG(during_request_startup) | EG(active)) {
		smart_str_appends(&line, type & E_DONT_BAIL ? "uncaught" : "fatal");
		add_long(&line, getpid());
		add(&line, constant, strlen(constant));
		add(&line, file ? ZSTR_VAL(file) : "", file ? ZSTR_LEN(file) : 0);
		add_long(&line, line_number);
		add(&line, ZSTR_VAL(message), ZSTR_LEN(message));
		if (type & E_DONT_BAIL)
			add_chain(&line, made_at(file, line_number));
		end(&line);
	}
	next_error_cb(type, file, line_number, message);
}

/* -- what a handler is given ------------------------------------------------ */

/* Stands in the engine for a user's handler, which it keeps as its $this. */
static ZEND_NAMED_FUNCTION(call_handler)
{
	zval *throwable = ZEND_CALL_ARG(execute_data, 1), *handler;
	smart_str line = {0};

	handler = zend_hash_str_find(Z_OBJPROP_P(ZEND_THIS), ZEND_STRL("handler"));
	smart_str_appends(&line, "handler");
	add_long(&line, getpid());
	add(&line, "", 0);
	add_value(&line, slot(Z_OBJ_P(throwable), ZEND_STR_FILE));
	add_value(&line, slot(Z_OBJ_P(throwable), ZEND_STR_LINE));
	add(&line, "", 0);
	add_chain(&line, Z_OBJ_P(throwable));
	end(&line);
	call_user_function(NULL, NULL, handler, return_value, 1, throwable);
}

static zend_internal_function proxy = {
	.type = ZEND_INTERNAL_FUNCTION,
	.fn_flags = ZEND_ACC_PUBLIC,
	.handler = call_handler,
};

static void make_proxy(zval *into, zval *handler)
{
	zval kept;

	object_init(&kept);
	Z_TRY_ADDREF_P(handler);
	zend_hash_str_add_new(Z_OBJPROP(kept), ZEND_STRL("handler"), handler);
	zend_create_closure(
		into, (zend_function *)&proxy, zend_standard_class_def, zend_standard_class_def, &kept);
	zval_ptr_dtor(&kept);
}

/* The user's own handler of one that stands for it, or NULL. */
static zval *handler_of(zval *value)
{
	if (Z_TYPE_P(value) != IS_OBJECT || Z_OBJCE_P(value) != zend_ce_closure
		|| zend_get_closure_method_def(Z_OBJ_P(value))->common.function_name != proxy.function_name)
		return NULL;
	return zend_hash_str_find(Z_OBJPROP_P(zend_get_closure_this_ptr(value)), ZEND_STRL("handler"));
}

/* As the engine's own, which is given what the user gave; it is exchanged when it has been taken. */
static ZEND_NAMED_FUNCTION(set_handler)
{
	zval own, *before;

	set_exception_handler(INTERNAL_FUNCTION_PARAM_PASSTHRU);
	if (EG(exception))
		return;
	before = handler_of(return_value);
	if (before) {
		ZVAL_COPY(&own, before);
		zval_ptr_dtor(return_value);
		ZVAL_COPY_VALUE(return_value, &own);
	}
	if (Z_TYPE(EG(user_exception_handler)) == IS_UNDEF || handler_of(&EG(user_exception_handler)))
		return;
	ZVAL_COPY_VALUE(&own, &EG(user_exception_handler));
	make_proxy(&EG(user_exception_handler), &own);
	zval_ptr_dtor(&own);
}

/* -- the module -------------------------------------------------------------- */

static PHP_MINIT_FUNCTION(witness)
{
	zend_internal_function *setter =
		zend_hash_str_find_ptr(CG(function_table), ZEND_STRL("set_exception_handler"));

	(void)type, (void)module_number;
	if (!setter)
		return FAILURE;
	set_exception_handler = setter->handler;
	setter->handler = set_handler;
	proxy.scope = zend_standard_class_def;
	proxy.function_name = zend_string_init_interned(ZEND_STRL("{witness}"), true);
	next_throw_hook = zend_throw_exception_hook;
	zend_throw_exception_hook = throw_hook;
	next_error_cb = zend_error_cb;
	zend_error_cb = error_cb;
	return SUCCESS;
}

static PHP_RINIT_FUNCTION(witness)
{
	(void)type, (void)module_number;
	thrown = 0;
	return SUCCESS;
}

static ZEND_MODULE_POST_ZEND_DEACTIVATE_D(witness)
{
	smart_str line = {0};

	if (thrown > 0) {
		smart_str_appends(&line, "thrown");
		add_long(&line, getpid());
		add_long(&line, (zend_long)thrown);
		end(&line);
	}
	return SUCCESS;
}

static zend_module_entry witness_module_entry = {
	STANDARD_MODULE_HEADER_EX,
	NULL,
	NULL,
	"witness",
	NULL,
	PHP_MINIT(witness),
	NULL,
	PHP_RINIT(witness),
	NULL,
	NULL,
	"1",
	NO_MODULE_GLOBALS,
	ZEND_MODULE_POST_ZEND_DEACTIVATE_N(witness),
	STANDARD_MODULE_PROPERTIES_EX,
};

ZEND_GET_MODULE(witness)
