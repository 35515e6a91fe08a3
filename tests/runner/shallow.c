/*
 * shallow -- preloaded before the sanitizers' runtimes: PHP loads modules with
 * RTLD_DEEPBIND, under which those cannot see what the module calls.
 */
#include <dlfcn.h>

void *dlopen(const char *name, int flags)
{
	static void *(*next)(const char *, int);

	if (!next)
		next = (void *(*)(const char *, int))dlsym(RTLD_NEXT, "dlopen");
	return next(name, flags & ~RTLD_DEEPBIND);
}
