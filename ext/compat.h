/*
 * compat -- what differs between PHP's versions, and nothing else.
 *
 * The only place with version conditions.  The extension is built against one
 * API (8.1 to 8.5) but may be loaded by any patch release of it: what changed
 * inside a series is asked at run time.
 */
#ifndef ERRNOTICE_COMPAT_H
#define ERRNOTICE_COMPAT_H

#include "php.h"
#include "zend_generators.h"
#include "zend_weakrefs.h"

/* Properties without storage: their offset is no offset.  They came with 8.4's hooks. */
#if PHP_VERSION_ID >= 80400
#define ERRNOTICE_ACC_VIRTUAL ZEND_ACC_VIRTUAL
#else
#define ERRNOTICE_ACC_VIRTUAL 0
#endif

/* 8.1 finds out by itself whether a module was loaded with dl(). */
#if PHP_VERSION_ID < 80200
#define zend_register_ini_entries_ex(entries, module, type) zend_register_ini_entries(entries, module)
#define zend_unregister_ini_entries_ex(module, type)        zend_unregister_ini_entries(module)
#define zend_string_starts_with_literal(string, prefix) \
	(ZSTR_LEN(string) >= strlen(prefix) && memcmp(ZSTR_VAL(string), prefix, strlen(prefix)) == 0)
#endif

/* From 8.3 on it is no more. */
#ifndef ZEND_HOT
#define ZEND_HOT __attribute__((hot))
#endif

/* The key of an object in a table of zend_weakrefs_hash_add(), and back. */
#if PHP_VERSION_ID >= 80200
#define ERRNOTICE_WEAK_KEY(object) zend_object_to_weakref_key(object)
#define ERRNOTICE_WEAK_OBJECT(key) zend_weakref_key_to_object(key)
#else
#define ERRNOTICE_WEAK_KEY(object) ((zend_ulong)(uintptr_t)(object))
#define ERRNOTICE_WEAK_OBJECT(key) ((zend_object *)(uintptr_t)(key))
#endif

/*
 * Whether an object is giving back its properties while its death is not told yet,
 * or is being told: 8.1 tells weak references last, later versions first.  Its
 * places still say what they said, but that may be gone.
 */
static inline bool errnotice_is_half_freed(const zend_object *object)
{
#if PHP_VERSION_ID >= 80200
	return false;
#else
	return (OBJ_FLAGS(object) & IS_OBJ_FREE_CALLED) != 0;
#endif
}

/*
 * Whether a throwable on its way is chained to the exit of a finally block, and dies
 * with that at top level, as if it had got there: 8.1.  Later versions discard it.
 */
#define ERRNOTICE_EXIT_TAKES_ALONG (PHP_VERSION_ID < 80200)

/* Whether a frame that is unwound shows that while a destructor runs: releases of 8.4 and 8.5 put it back to its call. */
#define ERRNOTICE_UNWINDING_SHOWS (PHP_VERSION_ID < 80400)

/* Whether the user's exception handler is given what leaves shutdown functions, or a handler that has set another. */
#define ERRNOTICE_HANDLERS_NEST (PHP_VERSION_ID >= 80300)

/*
 * Whether a generator that throws while it is destroyed, because another throwable
 * is on its way, may leave the frame below with the place of that one's throw: in
 * some releases of 8.2 to 8.4.
 */
#define ERRNOTICE_GENERATOR_HIDES_CATCH (PHP_VERSION_ID >= 80200 && PHP_VERSION_ID < 80500)

/*
 * Where the engine takes a throw at `opline` to be.  A loop variable that is freed
 * on the way out of a loop counts for the end of the loop, whose number 8.4 keeps
 * in the opline, and its forerunners in the variable's live range.
 */
static inline uint32_t errnotice_op_of_throw(const zend_op_array *code, const zend_op *opline)
{
	uint32_t op = (uint32_t)(opline - code->opcodes);

	if ((opline->opcode != ZEND_FREE && opline->opcode != ZEND_FE_FREE)
		|| !(opline->extended_value & ZEND_FREE_ON_RETURN))
		return op;
#if PHP_VERSION_ID >= 80400
	return op + opline->op2.opline_num;
#else
	for (int i = 0; i < code->last_live_range; i++) {
		const zend_live_range *range = &code->live_range[i];

		if (op >= range->start && op < range->end
			&& (range->var & ~ZEND_LIVE_MASK) == opline->op1.var)
			return range->end;
	}
	return op;
#endif
}

/*
 * Whether a generator that Generator::throw() throws into is linked to its caller
 * at that moment; before, its prev_execute_data is left over from an earlier call.
 */
static inline bool errnotice_generator_throw_is_linked(void)
{
#if PHP_VERSION_ID >= 80400
	return true;
#else
	static zend_long version; /* of the running engine; the same for all threads */

	if (!version) {
		const zval *constant = zend_get_constant_str(ZEND_STRL("PHP_VERSION_ID"));

		version = constant ? Z_LVAL_P(constant) : PHP_VERSION_ID;
	}
	return (version >= 80221 && version < 80300) || version >= 80308;
#endif
}

#endif
