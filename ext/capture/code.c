#include "ext/capture/code.h"

#include "common/list.h"
#include "ext/capture/raw.h"
#include "zend_enum.h"

struct source {
	struct errnotice_span name; /* borrows from the list's copy */
	enum { SOURCE_BASE_CODE, SOURCE_PROPERTY, SOURCE_CONSTANT } kind;
};

struct errnotice_code_sources {
	char *list;
	size_t count;
	struct source items[];
};

static bool is_name(struct errnotice_span name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.data[i];
		bool letter = c == '_' || c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return name.len > 0;
}

static bool parse_item(struct source *source, struct errnotice_span item)
{
	source->kind = SOURCE_PROPERTY;
	if (item.len > 2 && memcmp(item.data, "::", 2) == 0) {
		source->kind = SOURCE_CONSTANT;
		item = errnotice_span(item.data + 2, item.len - 2);
	} else if (errnotice_span_is(item, "code")) {
		source->kind = SOURCE_BASE_CODE;
	}
	source->name = item;
	return is_name(item);
}

struct errnotice_code_sources *errnotice_code_sources_parse(
	const char *list, size_t len, struct errnotice_err *err)
{
	/* an item is a byte and a separator at least */
	struct errnotice_code_sources *sources =
		malloc(sizeof(*sources) + (len / 2 + 1) * sizeof(struct source));
	struct errnotice_span item;
	size_t at = 0;

	if (!sources || !(sources->list = malloc(len + 1))) {
		free(sources);
		errnotice_err_set(err, "out of memory");
		return NULL;
	}
	memcpy(sources->list, list, len);
	sources->count = 0;
	while ((item = errnotice_list_next(errnotice_span(sources->list, len), &at)).len > 0) {
		if (!parse_item(&sources->items[sources->count++], item)) {
			errnotice_err_set(err,
				"\"%.*s\" at byte %zu is neither a property's name nor ::CONSTANT",
				(int)item.len, item.data, (size_t)(item.data - sources->list) + 1);
			goto fail;
		}
	}
	if (sources->count > 0)
		return sources;
	errnotice_err_set(err, "names no source; \"code\" is the default");
fail:
	errnotice_code_sources_free(sources);
	return NULL;
}

void errnotice_code_sources_free(struct errnotice_code_sources *sources)
{
	if (!sources)
		return;
	free(sources->list);
	free(sources);
}

bool errnotice_code_sources_are_plain(const struct errnotice_code_sources *sources)
{
	return sources->count == 1 && sources->items[0].kind == SOURCE_BASE_CODE;
}

static const zval *value_of(const struct source *source, const zend_object *throwable)
{
	switch (source->kind) {
	case SOURCE_BASE_CODE:
		return errnotice_raw_base(throwable, ERRNOTICE_BASE_CODE);
	case SOURCE_PROPERTY:
		return errnotice_raw_property(throwable, source->name);
	case SOURCE_CONSTANT:
		return errnotice_raw_constant(throwable->ce, source->name);
	}
	return NULL;
}

static struct errnotice_span digits_of(zend_long number, char digits[24])
{
	char *end = digits + 24;
	char *at = zend_print_long_to_buf(end - 1, number);

	return errnotice_span(at, (size_t)(end - 1 - at));
}

/* Whether `value` is a code; then it stands in `code`. */
static bool take(const zval *value, struct errnotice_code *code)
{
	if (value && Z_TYPE_P(value) == IS_OBJECT && (Z_OBJCE_P(value)->ce_flags & ZEND_ACC_ENUM))
		value = Z_OBJCE_P(value)->enum_backing_type == IS_UNDEF
				? zend_enum_fetch_case_name(Z_OBJ_P(value))
				: zend_enum_fetch_case_value(Z_OBJ_P(value));
	if (value && Z_TYPE_P(value) == IS_LONG && Z_LVAL_P(value) != 0)
		code->text = digits_of(Z_LVAL_P(value), code->digits);
	else if (value && Z_TYPE_P(value) == IS_STRING && !zend_string_equals_literal(Z_STR_P(value), "0"))
		code->text = errnotice_raw_string(Z_STR_P(value));
	return code->text.len > 0;
}

void errnotice_code_read(const struct errnotice_code_sources *sources, const struct _zend_object *throwable,
	struct errnotice_code *code)
{
	code->text = errnotice_span("", 0);
	for (size_t i = 0; i < sources->count; i++)
		if (take(value_of(&sources->items[i], throwable), code))
			return;
}
