/*
 * process -- who owns a slot: a process id that cannot be mistaken for a later one.
 *
 * The id and the start time from /proc/<pid>/stat (clock ticks since boot, its
 * lower 32 bits).  Where /proc is not to be seen, as in a chroot, the start is 0
 * and the id alone decides.
 */
#ifndef ERRNOTICE_PROCESS_H
#define ERRNOTICE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct errnotice_process {
	uint32_t pid; /* below 2^22 on Linux */
	uint32_t start;
};

/* The calling process; right also after fork, and after startup without a system call. */
struct errnotice_process errnotice_process_self(void);

/* Its id alone: as getpid(). */
pid_t errnotice_process_id(void);

/* Before the first thread of a process tree, and after the last.  Without it, or where the kernel cannot help: slower. */
void errnotice_process_startup(void);
void errnotice_process_shutdown(void);

/*
 * False once it has ended.  A quick answer costs one system call and takes a
 * zombie, or another process that has the id by now, for the living owner; a
 * thorough one reads /proc.  When in doubt: true.
 */
bool errnotice_process_alive(struct errnotice_process process, bool thorough);

#endif
