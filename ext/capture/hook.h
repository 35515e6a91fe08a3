/*
 * hook -- the engine's hooks, and the only file that touches them.
 *
 * Chains what was there, gives it back, and passes on what matters.  Another
 * extension may take a hook and pass nothing on: errnotice_hook_hold() puts ours on
 * top again, and the other is called after it.  A callback runs in the middle of
 * the engine: it must not run user code, throw, bail out, or keep what it is given.
 */
#ifndef ERRNOTICE_HOOK_H
#define ERRNOTICE_HOOK_H

#include "php.h"

struct errnotice_hooks {
	/* Thrown in the current frame, if there is one; also that by which the engine unwinds for exit. */
	void (*thrown)(zend_object *throwable);

	/*
	 * JIT code leaves a function, and a destructor that ran at its end threw.  The engine may go on as if
	 * the current frame, the one that called it, were left as well.
	 */
	void (*strayed)(void);

	/* A fiber is gone, and what it ran.  Where the current frame threw, the engine may have forgotten. */
	void (*fiber_gone)(void);

	/* The engine says "Uncaught …" about one that was made there; `file` may be NULL. */
	void (*uncaught)(const zend_string *message, const zend_string *file, uint32_t line);

	/*
	 * A fatal error by which the script ends, when PHP has dealt with it.  `constant`
	 * is E_ERROR, E_PARSE, …; `is_throwable` tells that it speaks for an uncaught
	 * ParseError or CompileError.  File and message may be NULL.
	 */
	void (*fatal)(const char *constant, bool is_throwable, const zend_string *file, uint32_t line,
		const zend_string *message);
};

/* MINIT, MSHUTDOWN.  `hooks` is copied. */
void errnotice_hook_install(const struct errnotice_hooks *hooks);
void errnotice_hook_remove(void);

/* Once a request, when every extension has begun it. */
void errnotice_hook_hold(void);

/*
 * In which files the hooks are that are called for a throw, or for an error, ours
 * included, from the top; as far as can be seen from here.  Returns how many.
 */
#define ERRNOTICE_HOOK_OWNERS 4
int errnotice_hook_throw_owners(const char *names[ERRNOTICE_HOOK_OWNERS]);
int errnotice_hook_error_owners(const char *names[ERRNOTICE_HOOK_OWNERS]);

#endif
