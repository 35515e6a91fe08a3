#include "ext/capture/hook.h"

#include <dlfcn.h>

#include "zend_exceptions.h"
#include "zend_observer.h"

#include "ext/capture/overtake.h"
#include "ext/compat.h"

typedef void throw_hook_function(zend_object *throwable);
typedef void error_cb_function(int type, zend_string *file, const uint32_t line, zend_string *message);

static struct errnotice_hooks to;

/* Who had the hook before, and who took it since: that one may stand on this one, or not pass anything on. */
static throw_hook_function *throw_below, *throw_above;
static error_cb_function *error_below, *error_above;

/*
 * What the one above is given now, and how many it was given before that are not
 * done: it may cause an error while it deals with one.  Known by what it is, for a
 * bail-out leaves it behind; should the one above pass on something else each
 * time, that has an end.
 */
#define PASSING_MAX 8
struct passing {
	const void *what;
	unsigned depth;
};
ZEND_TLS struct passing passing_throwable, passing_message;

/* Whether the bail-out that is under way was told: one above may have made several errors of one. */
ZEND_TLS bool end_is_told;

static bool comes_back(const struct passing *passing, const void *what)
{
	return passing->depth > 0 && (passing->what == what || passing->depth == PASSING_MAX);
}

static zend_never_inline void throw_among_others(zend_object *throwable)
{
	bool again = throw_above && comes_back(&passing_throwable, throwable);

	if (!again && throwable)
		to.thrown(throwable);
	else if (!again)
		to.strayed();
	if (throw_above && !again) {
		struct passing outer = passing_throwable;

		passing_throwable = (struct passing){throwable, outer.depth + 1};
		throw_above(throwable);
		passing_throwable = outer;
	} else if (throw_below) {
		throw_below(throwable);
	}
}

/* What every throw calls is hot: it lies in one page then, which is most of what its time depends on. */
static ZEND_HOT void throw_hook(zend_object *throwable)
{
	if (UNEXPECTED(throw_above || throw_below))
		throw_among_others(throwable);
	else if (EXPECTED(throwable))
		to.thrown(throwable);
	else
		to.strayed();
}

/*
 * E_DONT_BAIL marks what the engine says about throwables; a user's warning that
 * begins alike has it not.  As a warning it comes first when another fatal ends it.
 */
static void error_observer(int type, zend_string *file, uint32_t line, zend_string *message)
{
	if ((type & E_DONT_BAIL) && (type & (E_ERROR | E_WARNING)) && message
		&& zend_string_starts_with_literal(message, "Uncaught "))
		to.uncaught(message, file, line);
}

static void fiber_observer(zend_fiber_context *gone)
{
	(void)gone;
	to.fiber_gone();
}

static const char *fatal_constant(int type)
{
	switch (type & E_ALL) {
	case E_ERROR:
		return type & E_DONT_BAIL ? NULL : "E_ERROR"; /* else "Uncaught …" */
	case E_PARSE:
		return "E_PARSE";
	case E_CORE_ERROR:
		return "E_CORE_ERROR";
	case E_COMPILE_ERROR:
		return "E_COMPILE_ERROR";
	case E_USER_ERROR:
		return "E_USER_ERROR";
	}
	return NULL;
}

/* To who took the hook since, or, when that is where it comes from, to who had it before. */
static void pass_on(int type, zend_string *file, const uint32_t line, zend_string *message)
{
	struct passing outer = passing_message;

	if (error_above && !comes_back(&outer, message)) {
		passing_message = (struct passing){message, outer.depth + 1};
		error_above(type, file, line, message);
		passing_message = outer;
	} else {
		error_below(type, file, line, message);
	}
}

/*
 * Whether the script ends by a fatal error shows when all have had it: ext/soap
 * makes an exception of it, for one, and ends only what it was doing.
 */
static void pass_on_fatal(
	const char *constant, int type, zend_string *file, const uint32_t line, zend_string *message)
{
	zend_execute_data *frame = EG(current_execute_data);
	const zend_object *before = EG(exception);
	struct passing outer = passing_message;
	volatile bool ends = false;

	end_is_told = false;
	zend_try
	{
		pass_on(type, file, line, message);
	}
	zend_catch
	{
		passing_message = outer;
		ends = true;
	}
	zend_end_try();
	if (!end_is_told && (ends ? EG(exception) == before : (type & E_DONT_BAIL) != 0)) {
		zend_execute_data *after = EG(current_execute_data);

		EG(current_execute_data) = frame; /* a bail-out forgets it, but it stands */
		to.fatal(constant, (type & E_DONT_BAIL) != 0, file, line, message);
		EG(current_execute_data) = after;
		end_is_told = ends;
	}
	if (ends)
		zend_bailout();
}

static void error_cb(int type, zend_string *file, const uint32_t line, zend_string *message)
{
	bool again = error_above && comes_back(&passing_message, message);
	const char *constant = again ? NULL : fatal_constant(type);

	if (constant)
		pass_on_fatal(constant, type, file, line, message);
	else
		pass_on(type, file, line, message);
}

void errnotice_hook_install(const struct errnotice_hooks *hooks)
{
	to = *hooks;
	if (zend_throw_exception_hook != throw_hook) {
		throw_below = zend_throw_exception_hook;
		zend_throw_exception_hook = throw_hook;
	}
	if (zend_error_cb != error_cb) {
		error_below = zend_error_cb;
		zend_error_cb = error_cb;
	}
	zend_observer_error_register(error_observer);
	zend_observer_fiber_destroy_register(fiber_observer);
	errnotice_overtake_install(to.thrown);
}

void errnotice_hook_hold(void)
{
	if (UNEXPECTED(zend_throw_exception_hook != throw_hook)) {
		throw_above = zend_throw_exception_hook == throw_below ? NULL : zend_throw_exception_hook;
		zend_throw_exception_hook = throw_hook;
	}
	if (UNEXPECTED(zend_error_cb != error_cb)) {
		error_above = zend_error_cb == error_below ? NULL : zend_error_cb;
		zend_error_cb = error_cb;
	}
	/* a bail-out left them as they were */
	if (UNEXPECTED(throw_above || error_above))
		passing_throwable = passing_message = (struct passing){0};
}

/* Only what is on top can be taken off; under another extension it stays, and stays idle. */
void errnotice_hook_remove(void)
{
	errnotice_overtake_remove();
	if (zend_throw_exception_hook == throw_hook)
		zend_throw_exception_hook = throw_below;
	if (zend_error_cb == error_cb)
		zend_error_cb = error_below;
	throw_above = NULL;
	error_above = NULL;
}

/* The file that a hook is in, without its folder. */
static const char *whose(const void *hook)
{
	Dl_info found;
	const char *slash;

	if (!dladdr(hook, &found) || !found.dli_fname)
		return "?";
	slash = strrchr(found.dli_fname, '/');
	return slash ? slash + 1 : found.dli_fname;
}

static int list(const char *names[ERRNOTICE_HOOK_OWNERS], const void *const hooks[ERRNOTICE_HOOK_OWNERS])
{
	int count = 0;

	for (int i = 0; i < ERRNOTICE_HOOK_OWNERS; i++)
		if (hooks[i])
			names[count++] = whose(hooks[i]);
	return count;
}

int errnotice_hook_throw_owners(const char *names[ERRNOTICE_HOOK_OWNERS])
{
	const void *top = (const void *)zend_throw_exception_hook;
	const void *hooks[ERRNOTICE_HOOK_OWNERS] = {top == (const void *)throw_hook ? NULL : top,
		(const void *)throw_hook, (const void *)throw_above, (const void *)throw_below};

	return list(names, hooks);
}

int errnotice_hook_error_owners(const char *names[ERRNOTICE_HOOK_OWNERS])
{
	const void *top = (const void *)zend_error_cb;
	const void *hooks[ERRNOTICE_HOOK_OWNERS] = {top == (const void *)error_cb ? NULL : top,
		(const void *)error_cb, (const void *)error_above, (const void *)error_below};

	return list(names, hooks);
}
