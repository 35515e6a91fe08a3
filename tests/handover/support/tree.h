/*
 * tree -- what the tests of the hand-over share: children, waiting, and a cmocka that all include alike.
 */
#ifndef TEST_TREE_H
#define TEST_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <cmocka.h>

/*
 * Runs `body` in a child, which then exits with 0, or with 1 when body gives
 * false, and does not run the rest of the test.  Returns its pid.
 */
pid_t child(bool (*body)(void *argument), void *argument);

/* Like child(), and the child stays, doing nothing, until it is killed; returns once body is through. */
pid_t child_that_stays(bool (*body)(void *argument), void *argument);

/* Waits for its end; true when it exited with 0. */
bool ended_well(pid_t pid);

/* kill -9, and waits until the system has forgotten it. */
void kill_and_reap(pid_t pid);

/* Until `condition` is true, at most ten seconds; fails the test with `what` otherwise. */
void wait_until(bool (*condition)(void *argument), void *argument, const char *what);

#endif
