#include "ext/capture/boundary.h"

#include "php.h"
#include "common/list.h"
#include "ext/capture/frames.h"
#include "ext/capture/raw.h"
#include "zend_closures.h"

static const char *const table[] = {
#define X(boundary, framework, runs, source) boundary,
#include "ext/capture/boundary_table.h"
#undef X
};

enum { TABLE_ROWS = sizeof(table) / sizeof(table[0]) };

struct boundary {
	struct errnotice_span scope;    /* the declaring class; empty: outside classes */
	struct errnotice_span function; /* `{closure}` and `{main}` as written */
	struct errnotice_span object;   /* class of $this; empty: any or none */
};

struct errnotice_boundaries {
	char *list;    /* the spans of `items` borrow from it */
	bool built_in; /* `auto` is in the list */
	size_t count;
	struct boundary items[];
};

/* A row of the table; rows that have class or function in common hang together. */
static struct built_in {
	struct boundary boundary;
	const struct built_in *next;
} built_in[TABLE_ROWS];

/* By class, and outside classes by function, as declared: most catches are found in none at the first look. */
static HashTable homes;

/* Of a class, with what PHP calls one without a name: `Parent@anonymous`. */
static bool is_name(struct errnotice_span name)
{
	static const char anonymous[] = "@anonymous";

	if (name.len > sizeof(anonymous) - 1
		&& memcmp(name.data + name.len - (sizeof(anonymous) - 1), anonymous, sizeof(anonymous) - 1)
			   == 0)
		name.len -= sizeof(anonymous) - 1;
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.data[i];

		if (!isalnum(c) && c != '_' && c != '\\' && c < 0x80)
			return false;
	}
	return name.len > 0;
}

/* Cuts `*text` before the first `separator` and returns what stands behind it, or nothing. */
static struct errnotice_span cut(struct errnotice_span *text, const char *separator)
{
	const char *at = zend_memnstr(text->data, separator, strlen(separator), text->data + text->len);
	struct errnotice_span rest = {NULL, 0};

	if (at) {
		rest = errnotice_span(
			at + strlen(separator), text->len - (size_t)(at - text->data) - strlen(separator));
		text->len = (size_t)(at - text->data);
	}
	return rest;
}

static struct errnotice_span without_leading_backslash(struct errnotice_span name)
{
	return name.len > 0 && name.data[0] == '\\' ? errnotice_span(name.data + 1, name.len - 1) : name;
}

static bool parse_item(struct boundary *boundary, struct errnotice_span item)
{
	struct errnotice_span method = cut(&item, "::");
	struct errnotice_span function = method.data ? method : item;
	struct errnotice_span object = cut(&function, "@");

	boundary->object = without_leading_backslash(object);
	boundary->scope = method.data ? without_leading_backslash(item) : errnotice_span("", 0);
	boundary->function = without_leading_backslash(function);
	if ((object.data && !is_name(object)) || (method.data && !is_name(item)))
		return false;
	return is_name(function) || errnotice_span_is(function, "{closure}")
	       || (errnotice_span_is(function, "{main}") && !method.data && !object.data);
}

void errnotice_boundaries_startup(void)
{
	zend_hash_init(&homes, TABLE_ROWS, NULL, NULL, true);
	for (size_t i = 0; i < TABLE_ROWS; i++) {
		struct built_in *row = &built_in[i];
		struct errnotice_span home;

		if (!parse_item(&row->boundary, errnotice_span_of(table[i])))
			continue;
		home = row->boundary.scope.len > 0 ? row->boundary.scope : row->boundary.function;
		row->next = zend_hash_str_find_ptr(&homes, home.data, home.len);
		zend_hash_str_update_ptr(&homes, home.data, home.len, row);
	}
}

void errnotice_boundaries_shutdown(void)
{
	zend_hash_destroy(&homes);
}

struct errnotice_boundaries *errnotice_boundaries_parse(
	const char *list, size_t len, struct errnotice_err *err)
{
	/* an item is a byte and a separator at least */
	struct errnotice_boundaries *boundaries =
		malloc(sizeof(*boundaries) + (len / 2 + 1) * sizeof(struct boundary));
	struct errnotice_span item;
	size_t at = 0;

	if (!boundaries || !(boundaries->list = malloc(len + 1))) {
		free(boundaries);
		errnotice_err_set(err, "out of memory");
		return NULL;
	}
	memcpy(boundaries->list, list, len);
	boundaries->built_in = false;
	boundaries->count = 0;
	while ((item = errnotice_list_next(errnotice_span(boundaries->list, len), &at)).len > 0) {
		if (errnotice_span_is(item, "auto")) {
			boundaries->built_in = true;
		} else if (!parse_item(&boundaries->items[boundaries->count++], item)) {
			errnotice_err_set(err,
				"\"%.*s\" at byte %zu is none of Class::method, function, Class::{closure}, "
				"{main}",
				(int)item.len, item.data, (size_t)(item.data - boundaries->list) + 1);
			errnotice_boundaries_free(boundaries);
			return NULL;
		}
	}
	return boundaries;
}

void errnotice_boundaries_free(struct errnotice_boundaries *boundaries)
{
	if (!boundaries)
		return;
	free(boundaries->list);
	free(boundaries);
}

static bool same_name(struct errnotice_span name, struct errnotice_span wanted)
{
	return name.len == wanted.len && strncasecmp(name.data, wanted.data, wanted.len) == 0;
}

static bool is_kind_of(const zend_class_entry *ce, struct errnotice_span wanted)
{
	for (const zend_class_entry *c = ce; c; c = c->parent)
		if (same_name(errnotice_raw_class(c), wanted))
			return true;
	for (uint32_t i = 0; i < ce->num_interfaces; i++)
		if (same_name(errnotice_raw_class(ce->interfaces[i]), wanted))
			return true;
	return false;
}

/* A function that was made a Closure (`strlen(...)`, Closure::fromCallable()) keeps its name. */
static bool is_closure(const zend_function *func)
{
	return (func->common.fn_flags & (ZEND_ACC_CLOSURE | ZEND_ACC_FAKE_CLOSURE)) == ZEND_ACC_CLOSURE;
}

static bool is_function(const zend_execute_data *frame, struct errnotice_span wanted)
{
	if (errnotice_span_is(wanted, "{closure}"))
		return is_closure(frame->func);
	if (errnotice_span_is(wanted, "{main}"))
		return !frame->func->common.function_name && !frame->prev_execute_data;
	return frame->func->common.function_name
	       && same_name(errnotice_raw_string(frame->func->common.function_name), wanted)
	       && !is_closure(frame->func);
}

static bool is_at(const struct boundary *boundary, const zend_execute_data *frame)
{
	const zend_class_entry *scope = frame->func->common.scope;

	if (!is_function(frame, boundary->function))
		return false;
	if (boundary->scope.len > 0 && !(scope && same_name(errnotice_raw_class(scope), boundary->scope)))
		return false;
	/* a closure that was bound to an object outside a class has Closure for its scope */
	if (boundary->scope.len == 0 && scope && scope != zend_ce_closure)
		return false;
	return boundary->object.len == 0
	       || (Z_TYPE(frame->This) == IS_OBJECT && is_kind_of(Z_OBJCE(frame->This), boundary->object));
}

static const struct built_in *rows_of(const zend_function *func)
{
	const zend_class_entry *scope = func->common.scope;
	zend_string *home = scope ? scope->name : func->common.function_name;

	if (!home)
		return NULL;
	/* the name of a class without one goes on behind a NUL */
	if (scope && scope->ce_flags & ZEND_ACC_ANON_CLASS)
		return zend_hash_str_find_ptr(&homes, ZSTR_VAL(home), strlen(ZSTR_VAL(home)));
	return zend_hash_find_ptr(&homes, home);
}

bool errnotice_boundaries_hold(const struct errnotice_boundaries *boundaries, const zend_execute_data *frame)
{
	for (size_t i = 0; i < boundaries->count; i++)
		if (is_at(&boundaries->items[i], frame))
			return true;
	if (!boundaries->built_in)
		return false;
	for (const struct built_in *row = rows_of(frame->func); row; row = row->next)
		if (is_at(&row->boundary, frame))
			return true;
	return false;
}

bool errnotice_boundary_is(struct errnotice_span item)
{
	struct boundary boundary;

	/* what a function of that name would be, too */
	return item.len > 0 && !errnotice_span_is(item, "auto") && parse_item(&boundary, item);
}

size_t errnotice_boundary_write(const zend_execute_data *frame, char *into, size_t room)
{
	struct errnotice_frame named = errnotice_frame_of(frame->func);
	size_t len = errnotice_frame_name(&named, into, room);
	bool is_main = named.function.len == 0;

	if (len == room || (is_main && frame->prev_execute_data)
		|| !errnotice_boundary_is(errnotice_span(into, len)))
		return 0;
	return len;
}
