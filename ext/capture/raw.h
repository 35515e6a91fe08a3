/*
 * raw -- reads throwables as they lie in memory.
 *
 * No user code runs: no getter, no hook, no __get, no autoload, no conversion,
 * no warning; nothing is allocated, counted or changed.  Everything returned is
 * borrowed from the object and valid while it is unchanged.
 */
#ifndef ERRNOTICE_RAW_H
#define ERRNOTICE_RAW_H

#include "php.h"
#include "common/span.h"

/* A chain longer than this is read as far as this; so is one that bites its tail. */
#define ERRNOTICE_CHAIN_MAX 16

/* The properties of Exception and Error. */
enum errnotice_base {
	ERRNOTICE_BASE_MESSAGE,
	ERRNOTICE_BASE_CODE,
	ERRNOTICE_BASE_FILE,
	ERRNOTICE_BASE_LINE,
	ERRNOTICE_BASE_TRACE,
	ERRNOTICE_BASE_PREVIOUS,
	ERRNOTICE_BASE_STRING, /* what its __toString() gave last, as far as the base class knows */
	ERRNOTICE_BASE_COUNT_
};

/* Dereferenced; NULL when unset, uninitialised or without storage. */
const zval *errnotice_raw_base(const zend_object *throwable, enum errnotice_base which);
const zval *errnotice_raw_property(const zend_object *object, struct errnotice_span name);

/* NULL when the class has none of that name, or it was not evaluated yet. */
const zval *errnotice_raw_constant(const zend_class_entry *ce, struct errnotice_span name);

/*
 * Where Exception and Error keep them, as offsets.  Every subclass keeps them in
 * the same place, also one that shadows a private name.  Asked, not assumed: other
 * extensions add properties of their own.
 */
extern struct errnotice_raw_places {
	uint32_t of_error[ERRNOTICE_BASE_COUNT_], of_exception[ERRNOTICE_BASE_COUNT_];
	bool alike; /* as they are everywhere so far */
} errnotice_raw_places;

/* MINIT. */
void errnotice_raw_startup(void);

/* Whether it is as most are, without a previous and with an int as code: the cheapest question, so a no may be wrong. */
static inline bool errnotice_raw_is_plain(const zend_object *throwable, zend_long *code)
{
	const struct errnotice_raw_places *places = &errnotice_raw_places;
	const zval *value = OBJ_PROP(throwable, places->of_exception[ERRNOTICE_BASE_CODE]);

	if (!places->alike || Z_TYPE_P(value) != IS_LONG
		|| Z_TYPE_P(OBJ_PROP(throwable, places->of_exception[ERRNOTICE_BASE_PREVIOUS])) != IS_NULL)
		return false;
	*code = Z_LVAL_P(value);
	return true;
}

/* The next of the chain, or NULL. */
zend_object *errnotice_raw_previous(const zend_object *throwable);

/* Whether `other` stands behind `throwable` in its chain; of one that is half freed, as its next. */
bool errnotice_raw_chain_holds(const zend_object *throwable, const zend_object *other);

/* "" unless a string, 0 unless an int. */
struct errnotice_span errnotice_raw_text(const zend_object *throwable, enum errnotice_base which);
zend_long errnotice_raw_line(const zend_object *throwable);

struct errnotice_span errnotice_raw_string(const zend_string *string);

/* Of an anonymous class the part before its NUL. */
struct errnotice_span errnotice_raw_class(const zend_class_entry *ce);

#endif
