#include "ext/capture/boundary.h"

#include "php.h"
#include "common/list.h"
#include "ext/capture/boundary_table.h"
#include "ext/capture/frames.h"
#include "ext/capture/raw.h"
#include "zend_closures.h"

#define X(boundary, framework, source) boundary ","
static const char built_in[] = ERRNOTICE_BOUNDARIES(X);
#undef X
#define X(boundary, framework, source) +1
enum { BUILT_IN_COUNT = ERRNOTICE_BOUNDARIES(X) };
#undef X

struct boundary {
	struct errnotice_span scope;    /* the declaring class; empty: outside classes */
	struct errnotice_span function; /* `{closure}` and `{main}` as written */
	struct errnotice_span object;   /* class of $this; empty: any or none */
};

struct errnotice_boundaries {
	char *list; /* the spans of `items` borrow from it, or from `built_in` */
	size_t count;
	struct boundary items[];
};

static bool is_name(struct errnotice_span name)
{
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
	struct errnotice_span object = cut(&item, "@");
	struct errnotice_span method = cut(&item, "::");
	struct errnotice_span function = method.data ? method : item;

	boundary->object = without_leading_backslash(object);
	boundary->scope = method.data ? without_leading_backslash(item) : errnotice_span("", 0);
	boundary->function = without_leading_backslash(function);
	if ((object.data && !is_name(object)) || (method.data && !is_name(item)))
		return false;
	return is_name(function) || errnotice_span_is(function, "{closure}")
	       || (errnotice_span_is(function, "{main}") && !method.data && !object.data);
}

static void add_built_in(struct errnotice_boundaries *boundaries)
{
	struct errnotice_span list = errnotice_span(built_in, sizeof(built_in) - 1);
	struct errnotice_span item;
	size_t at = 0;

	while ((item = errnotice_list_next(list, &at)).len > 0)
		parse_item(&boundaries->items[boundaries->count++], item);
}

struct errnotice_boundaries *errnotice_boundaries_parse(
	const char *list, size_t len, struct errnotice_err *err)
{
	/* an item is a byte and a separator at least */
	struct errnotice_boundaries *boundaries =
		malloc(sizeof(*boundaries) + (len / 2 + 1 + BUILT_IN_COUNT) * sizeof(struct boundary));
	struct errnotice_span item;
	bool has_built_in = false;
	size_t at = 0;

	if (!boundaries || !(boundaries->list = malloc(len + 1))) {
		free(boundaries);
		errnotice_err_set(err, "out of memory");
		return NULL;
	}
	memcpy(boundaries->list, list, len);
	boundaries->count = 0;
	while ((item = errnotice_list_next(errnotice_span(boundaries->list, len), &at)).len > 0) {
		if (errnotice_span_is(item, "auto")) {
			if (!has_built_in)
				add_built_in(boundaries);
			has_built_in = true;
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

static bool is_named(const zend_string *name, struct errnotice_span wanted)
{
	return name && ZSTR_LEN(name) == wanted.len
	       && strncasecmp(ZSTR_VAL(name), wanted.data, wanted.len) == 0;
}

static bool is_kind_of(const zend_class_entry *ce, struct errnotice_span wanted)
{
	for (const zend_class_entry *c = ce; c; c = c->parent)
		if (is_named(c->name, wanted))
			return true;
	for (uint32_t i = 0; i < ce->num_interfaces; i++)
		if (is_named(ce->interfaces[i]->name, wanted))
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
	return is_named(frame->func->common.function_name, wanted) && !is_closure(frame->func);
}

static bool is_at(const struct boundary *boundary, const zend_execute_data *frame)
{
	const zend_class_entry *scope = frame->func->common.scope;

	if (!is_function(frame, boundary->function))
		return false;
	if (boundary->scope.len > 0 && !(scope && is_named(scope->name, boundary->scope)))
		return false;
	/* a closure that was bound to an object outside a class has Closure for its scope */
	if (boundary->scope.len == 0 && scope && scope != zend_ce_closure)
		return false;
	return boundary->object.len == 0
	       || (Z_TYPE(frame->This) == IS_OBJECT && is_kind_of(Z_OBJCE(frame->This), boundary->object));
}

bool errnotice_boundaries_hold(const struct errnotice_boundaries *boundaries, const zend_execute_data *frame)
{
	for (size_t i = 0; i < boundaries->count; i++)
		if (is_at(&boundaries->items[i], frame))
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
