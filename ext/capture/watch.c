#include "ext/capture/watch.h"

#include "ext/compat.h"

/* An allocation that the limit refuses would end the request, for an exception that may be handled. */
#define RESERVE_BYTES ((size_t)2 << 20)

static void (*on_freed)(zend_long ticket);

void errnotice_watch_startup(void (*freed)(zend_long ticket))
{
	on_freed = freed;
}

static void entry_freed(zval *ticket)
{
	on_freed(Z_LVAL_P(ticket));
}

/* A table doubles when it is full: with millions of objects that live that is no small thing. */
static size_t growth_of(const HashTable *table)
{
	return table->nNumUsed < table->nTableSize
		       ? 0
		       : (size_t)table->nTableSize * 2 * (sizeof(Bucket) + sizeof(uint32_t));
}

/* The engine keeps a table beside this one, and both may double for the same object. */
static bool has_room(const struct errnotice_watch *watch)
{
	return PG(memory_limit) <= 0
	       || zend_memory_usage(true) + RESERVE_BYTES + growth_of(&EG(weakrefs))
				  + growth_of(&watch->table)
			  <= (size_t)PG(memory_limit);
}

bool errnotice_watch_add(struct errnotice_watch *watch, zend_object *object, zend_long ticket)
{
	zval entry, *present;

	if (!watch->open) {
		zend_hash_init(&watch->table, 8, NULL, entry_freed, 0);
		watch->open = true;
	}
	present = zend_hash_index_find(&watch->table, ERRNOTICE_WEAK_KEY(object));
	if (present) {
		ZVAL_LONG(present, ticket);
		return true;
	}
	if (!has_room(watch))
		return false;
	ZVAL_LONG(&entry, ticket);
	return zend_weakrefs_hash_add(&watch->table, object, &entry) != NULL;
}

void errnotice_watch_close(struct errnotice_watch *watch)
{
	zend_ulong key;

	if (!watch->open)
		return;
	watch->table.pDestructor = NULL;
	ZEND_HASH_FOREACH_NUM_KEY(&watch->table, key)
	{
		zend_weakrefs_hash_del(&watch->table, ERRNOTICE_WEAK_OBJECT(key));
	}
	ZEND_HASH_FOREACH_END();
	zend_hash_destroy(&watch->table);
	watch->open = false;
}
