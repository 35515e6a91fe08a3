#include "ext/capture/frames.h"

#include "ext/capture/raw.h"
#include "zend_closures.h"
#include "zend_exceptions.h"

#define HANDLER_DEPTH 8 /* functions that an error handler may call before one of them throws */

static struct errnotice_span member(const HashTable *entry, zend_known_string_id name)
{
	const zval *value = zend_hash_find_known_hash(entry, ZSTR_KNOWN(name));

	if (value)
		ZVAL_DEREF(value);
	return value && Z_TYPE_P(value) == IS_STRING ? errnotice_raw_string(Z_STR_P(value))
						     : errnotice_span("", 0);
}

static zend_long line_member(const HashTable *entry)
{
	const zval *value = zend_hash_find_known_hash(entry, ZSTR_KNOWN(ZEND_STR_LINE));

	if (value)
		ZVAL_DEREF(value);
	return value && Z_TYPE_P(value) == IS_LONG ? Z_LVAL_P(value) : 0;
}

/* What a trace calls the main code of another file. */
static bool is_inclusion(struct errnotice_span function)
{
	return errnotice_span_is(function, "include") || errnotice_span_is(function, "include_once")
	       || errnotice_span_is(function, "require") || errnotice_span_is(function, "require_once")
	       || errnotice_span_is(function, "eval");
}

static bool is_closure_name(struct errnotice_span function)
{
	/* `Ns\{closure}` up to 8.3, then `{closure:Ns\Class::method():12}` */
	return function.len > 0 && function.data[function.len - 1] == '}'
	       && zend_memnstr(function.data, "{closure", 8, function.data + function.len);
}

static void set_function(
	struct errnotice_frame *frame, struct errnotice_span scope, struct errnotice_span function)
{
	frame->function = function;
	frame->scope = scope.len > 0 ? errnotice_span(scope.data, strnlen(scope.data, scope.len)) : scope;
	if (is_closure_name(function)) {
		frame->function = errnotice_span_of("{closure}");
		/* what the engine writes for a closure outside classes that was bound to an object */
		if (errnotice_span_is(frame->scope, "Closure"))
			frame->scope.len = 0;
	}
}

static bool is_called_at(const HashTable *entry, struct errnotice_span file, zend_long line)
{
	struct errnotice_span its = member(entry, ZEND_STR_FILE);

	return line_member(entry) == line && its.len == file.len
	       && memcmp(its.data, file.data, file.len) == 0;
}

/*
 * An error handler that throws gives its exception the place of the error, and
 * the trace begins within the handler: what lies above the call that the engine
 * made at that place is the handler's.
 */
static void leave_error_handler(struct errnotice_frames *frames)
{
	struct errnotice_frames inner = *frames;
	const zval *entry;

	for (int i = 0; i < HANDLER_DEPTH; i++) {
		entry = zend_hash_get_current_data_ex((HashTable *)inner.trace, &inner.at);
		if (entry)
			ZVAL_DEREF(entry);
		if (!entry || Z_TYPE_P(entry) != IS_ARRAY)
			return;
		zend_hash_move_forward_ex((HashTable *)inner.trace, &inner.at);
		if (is_called_at(Z_ARRVAL_P(entry), frames->next_file, frames->next_line)) {
			*frames = inner;
			return;
		}
	}
}

struct errnotice_frames errnotice_frames_of(const zend_object *throwable)
{
	const zval *trace = errnotice_raw_base(throwable, ERRNOTICE_BASE_TRACE);
	struct errnotice_frames frames = {
		.trace = trace && Z_TYPE_P(trace) == IS_ARRAY ? Z_ARRVAL_P(trace) : &zend_empty_array,
		.next_file = errnotice_raw_text(throwable, ERRNOTICE_BASE_FILE),
		.next_line = errnotice_raw_line(throwable),
	};

	if (instanceof_function(throwable->ce, zend_ce_error_exception) && frames.next_file.len > 0)
		leave_error_handler(&frames);
	return frames;
}

struct errnotice_frames errnotice_frames_live(void)
{
	return (struct errnotice_frames){.live = EG(current_execute_data), .done = !EG(current_execute_data)};
}

/*
 * An entry of a trace names a function and where it was *called*, so its code
 * stands where the entry before says.  Without a file the call came from C.  A
 * first entry that was called where the throwable was made is a function in C
 * that threw (or one that is written on one line with its call: its caller
 * speaks for it).
 */
static void next_of_trace(struct errnotice_frames *frames, struct errnotice_frame *frame)
{
	const zval *entry = zend_hash_get_current_data_ex((HashTable *)frames->trace, &frames->at);
	struct errnotice_span function;

	frame->file = frames->next_file;
	frame->line = frames->next_line;
	frame->in_c = frames->next_file.len == 0;
	if (entry)
		ZVAL_DEREF(entry);
	if (!entry || Z_TYPE_P(entry) != IS_ARRAY) {
		frames->done = true;
		return;
	}
	function = member(Z_ARRVAL_P(entry), ZEND_STR_FUNCTION);
	if (!is_inclusion(function)) {
		set_function(frame, member(Z_ARRVAL_P(entry), ZEND_STR_CLASS), function);
		frame->in_c |= frames->at == 0 && is_called_at(Z_ARRVAL_P(entry), frame->file, frame->line);
	}
	frames->next_file = member(Z_ARRVAL_P(entry), ZEND_STR_FILE);
	frames->next_line = line_member(Z_ARRVAL_P(entry));
	zend_hash_move_forward_ex((HashTable *)frames->trace, &frames->at);
}

struct errnotice_frame errnotice_frame_of(const zend_function *func)
{
	struct errnotice_frame frame = {.in_c = !ZEND_USER_CODE(func->type)};

	if (func->common.function_name)
		set_function(&frame,
			func->common.scope ? errnotice_raw_string(func->common.scope->name)
					   : errnotice_span("", 0),
			errnotice_raw_string(func->common.function_name));
	return frame;
}

static void next_of_live(struct errnotice_frames *frames, struct errnotice_frame *frame)
{
	const zend_execute_data *live = frames->live;
	const zend_function *func = live->func;

	*frame = errnotice_frame_of(func);

	if (ZEND_USER_CODE(func->type)) {
		const zend_op_array *code = &func->op_array;

		frame->file = errnotice_raw_string(code->filename);
		if (live->opline >= code->opcodes && live->opline < code->opcodes + code->last)
			frame->line = live->opline->lineno;
	}
	frames->live = live->prev_execute_data;
}

bool errnotice_frames_next(struct errnotice_frames *frames, struct errnotice_frame *frame)
{
	*frame = (struct errnotice_frame){0};
	if (frames->done)
		return false;
	if (frames->trace) {
		next_of_trace(frames, frame);
		return true;
	}
	while (frames->live && !frames->live->func)
		frames->live = frames->live->prev_execute_data;
	if (!frames->live)
		return false;
	next_of_live(frames, frame);
	return true;
}

static size_t append(char *into, size_t room, size_t len, struct errnotice_span text)
{
	size_t fits = MIN(text.len, room - len);

	if (fits > 0)
		memcpy(into + len, text.data, fits);
	return len + fits;
}

size_t errnotice_frame_name(const struct errnotice_frame *frame, char *into, size_t room)
{
	size_t len = 0;

	if (frame->function.len == 0)
		return append(into, room, len, errnotice_span_of("{main}"));
	if (frame->scope.len > 0) {
		len = append(into, room, len, frame->scope);
		len = append(into, room, len, errnotice_span_of("::"));
	}
	return append(into, room, len, frame->function);
}

struct errnotice_span errnotice_frame_basename(const struct errnotice_frame *frame)
{
	struct errnotice_span file = frame->file;
	const char *eval, *slash;

	/* path(line) : eval()'d code, also within one another */
	while (file.len > 0 && (eval = zend_memnrstr(file.data, ") : ", 4, file.data + file.len))) {
		const char *parenthesis = zend_memrchr(file.data, '(', (size_t)(eval - file.data));

		if (!parenthesis)
			break;
		file.len = (size_t)(parenthesis - file.data);
	}
	slash = file.len > 0 ? zend_memrchr(file.data, '/', file.len) : NULL;
	return slash ? errnotice_span(slash + 1, file.len - (size_t)(slash + 1 - file.data)) : file;
}
