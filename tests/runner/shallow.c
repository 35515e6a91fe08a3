/*
 * shallow -- preloaded before the sanitizers' runtimes, for what they cannot know of a PHP
 * that is not sanitized itself.
 */
#include <dlfcn.h>
#include <stddef.h>

extern void __asan_unpoison_memory_region(const volatile void *address, size_t length) __attribute__((weak));

/* PHP loads modules with RTLD_DEEPBIND, under which they cannot see what the module calls. */
void *dlopen(const char *name, int flags)
{
	static void *(*next)(const char *, int);

	if (!next)
		next = (void *(*)(const char *, int))dlsym(RTLD_NEXT, "dlopen");
	return next(name, flags & ~RTLD_DEEPBIND);
}

/* On a fiber's stack that was left by a long jump the marks remain, and the next fiber's may lie in the same place. */
int munmap(void *address, size_t length)
{
	static int (*next)(void *, size_t);

	if (!next)
		next = (int (*)(void *, size_t))dlsym(RTLD_NEXT, "munmap");
	if (__asan_unpoison_memory_region)
		__asan_unpoison_memory_region(address, length);
	return next(address, length);
}
