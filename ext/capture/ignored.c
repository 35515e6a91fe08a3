#include "ext/capture/ignored.h"

#include "ext/capture/raw.h"

static const struct row {
	const char *name;
	const char *status; /* the property that holds it, or "" */
} table[] = {
#define X(name, status, framework) {name, status},
#include "ext/capture/ignore_table.h"
#undef X
};

static HashTable rows; /* by class, as declared */

void errnotice_ignored_startup(void)
{
	size_t count = sizeof(table) / sizeof(table[0]);

	zend_hash_init(&rows, (uint32_t)count, NULL, NULL, true);
	for (size_t i = 0; i < count; i++)
		zend_hash_str_add_ptr(&rows, table[i].name, strlen(table[i].name), (void *)&table[i]);
}

void errnotice_ignored_shutdown(void)
{
	zend_hash_destroy(&rows);
}

static bool is_clients_fault(const zend_object *throwable, const char *property)
{
	const zval *status = errnotice_raw_property(throwable, errnotice_span_of(property));

	return status && Z_TYPE_P(status) == IS_LONG && Z_LVAL_P(status) >= 300 && Z_LVAL_P(status) < 500;
}

static enum errnotice_ignored ask_row(const zend_class_entry *ce, const zend_object *throwable)
{
	const struct row *row = zend_hash_find_ptr(&rows, ce->name);

	if (!row)
		return ERRNOTICE_IGNORED_NOT;
	if (row->status[0] == '\0')
		return ERRNOTICE_IGNORED_BY_CLASS;
	return is_clients_fault(throwable, row->status) ? ERRNOTICE_IGNORED_BY_STATUS : ERRNOTICE_IGNORED_NOT;
}

enum errnotice_ignored errnotice_ignored_ask(const zend_object *throwable)
{
	enum errnotice_ignored answer = ERRNOTICE_IGNORED_NOT;

	for (const zend_class_entry *c = throwable->ce; c && answer == ERRNOTICE_IGNORED_NOT; c = c->parent)
		answer = ask_row(c, throwable);
	for (uint32_t i = 0; i < throwable->ce->num_interfaces && answer == ERRNOTICE_IGNORED_NOT; i++)
		answer = ask_row(throwable->ce->interfaces[i], throwable);
	return answer;
}
