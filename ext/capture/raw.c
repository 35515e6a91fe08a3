#include "ext/capture/raw.h"

#include "ext/compat.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"

static const char *const base_names[ERRNOTICE_BASE_COUNT_] = {
	"message", "code", "file", "line", "trace", "previous", "string"};

struct errnotice_raw_places errnotice_raw_places;

static void learn(const zend_class_entry *base, uint32_t at[ERRNOTICE_BASE_COUNT_])
{
	for (int i = 0; i < ERRNOTICE_BASE_COUNT_; i++) {
		const zend_property_info *info =
			zend_hash_str_find_ptr(&base->properties_info, base_names[i], strlen(base_names[i]));

		at[i] = info ? info->offset : 0;
	}
}

void errnotice_raw_startup(void)
{
	struct errnotice_raw_places *places = &errnotice_raw_places;

	learn(zend_ce_error, places->of_error);
	learn(zend_ce_exception, places->of_exception);
	places->alike = memcmp(places->of_error, places->of_exception, sizeof(places->of_error)) == 0;
}

static const uint32_t *places_of(const zend_object *throwable)
{
	const struct errnotice_raw_places *places = &errnotice_raw_places;

	if (EXPECTED(places->alike) || zend_get_exception_base((zend_object *)throwable) == zend_ce_exception)
		return places->of_exception;
	return places->of_error;
}

static const zval *settled(const zval *value)
{
	if (!value)
		return NULL;
	if (Z_TYPE_P(value) == IS_INDIRECT)
		value = Z_INDIRECT_P(value);
	ZVAL_DEREF(value);
	return Z_TYPE_P(value) == IS_UNDEF ? NULL : value;
}

const zval *errnotice_raw_base(const zend_object *throwable, enum errnotice_base which)
{
	uint32_t at = places_of(throwable)[which];
	const zval *value = at ? settled(OBJ_PROP(throwable, at)) : NULL;

	/* a subclass with a hook keeps its own copy, and leaves this place empty */
	if (!value && (which == ERRNOTICE_BASE_MESSAGE || which == ERRNOTICE_BASE_CODE))
		value = errnotice_raw_property(throwable, errnotice_span_of(base_names[which]));
	return value;
}

const zval *errnotice_raw_property(const zend_object *object, struct errnotice_span name)
{
	const zend_property_info *info =
		zend_hash_str_find_ptr(&object->ce->properties_info, name.data, name.len);

	if (info)
		return info->flags & (ZEND_ACC_STATIC | ERRNOTICE_ACC_VIRTUAL)
			       ? NULL
			       : settled(OBJ_PROP(object, info->offset));
	return object->properties ? settled(zend_hash_str_find(object->properties, name.data, name.len))
				  : NULL;
}

/* CE_CONSTANTS_TABLE() would allocate this process's copy of a cached class's table. */
static const HashTable *constants_of(const zend_class_entry *ce)
{
	if ((ce->ce_flags & ZEND_ACC_HAS_AST_CONSTANTS) && ZEND_MAP_PTR(ce->mutable_data)) {
		const zend_class_mutable_data *own = ZEND_MAP_PTR_GET_IMM(ce->mutable_data);

		if (own && own->constants_table)
			return own->constants_table;
	}
	return &ce->constants_table;
}

const zval *errnotice_raw_constant(const zend_class_entry *ce, struct errnotice_span name)
{
	const zend_class_constant *constant = NULL;

	/* a private one is in its own class's table only */
	for (; ce && !constant; ce = ce->parent)
		constant = zend_hash_str_find_ptr(constants_of(ce), name.data, name.len);
	return constant && Z_TYPE(constant->value) != IS_CONSTANT_AST ? &constant->value : NULL;
}

zend_object *errnotice_raw_previous(const zend_object *throwable)
{
	const zval *value = errnotice_raw_base(throwable, ERRNOTICE_BASE_PREVIOUS);

	return value && Z_TYPE_P(value) == IS_OBJECT
			       && instanceof_function(Z_OBJCE_P(value), zend_ce_throwable)
		       ? Z_OBJ_P(value)
		       : NULL;
}

static bool names_as_previous(const zend_object *throwable, const zend_object *other)
{
	uint32_t at = places_of(throwable)[ERRNOTICE_BASE_PREVIOUS];
	const zval *value = OBJ_PROP(throwable, at);

	return at && Z_TYPE_P(value) == IS_OBJECT && Z_OBJ_P(value) == other;
}

bool errnotice_raw_chain_holds(const zend_object *throwable, const zend_object *other)
{
	if (errnotice_is_half_freed(throwable))
		return names_as_previous(throwable, other);
	for (int depth = 1; depth < ERRNOTICE_CHAIN_MAX; depth++) {
		throwable = errnotice_raw_previous(throwable);
		if (throwable == other)
			return true;
		/* what gc has freed already holds stale pointers */
		if (!throwable || OBJ_FLAGS(throwable) & IS_OBJ_FREE_CALLED)
			return false;
	}
	return false;
}

struct errnotice_span errnotice_raw_string(const zend_string *string)
{
	return errnotice_span(ZSTR_VAL(string), ZSTR_LEN(string));
}

struct errnotice_span errnotice_raw_text(const zend_object *throwable, enum errnotice_base which)
{
	const zval *value = errnotice_raw_base(throwable, which);

	return value && Z_TYPE_P(value) == IS_STRING ? errnotice_raw_string(Z_STR_P(value))
						     : errnotice_span("", 0);
}

zend_long errnotice_raw_line(const zend_object *throwable)
{
	const zval *value = errnotice_raw_base(throwable, ERRNOTICE_BASE_LINE);

	return value && Z_TYPE_P(value) == IS_LONG ? Z_LVAL_P(value) : 0;
}

struct errnotice_span errnotice_raw_class(const zend_class_entry *ce)
{
	return errnotice_span(ZSTR_VAL(ce->name), strnlen(ZSTR_VAL(ce->name), ZSTR_LEN(ce->name)));
}
