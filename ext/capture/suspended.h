/*
 * suspended -- frames that the stack does not show as it will unwind: generators and fibers.
 *
 * Generators that wait in `yield from` are not on the stack while the one they
 * delegate to runs, but a throwable passes through them on its way out.  A fiber
 * has a stack of its own, at whose bottom a throwable is handed over and thrown
 * again in whoever resumed it.
 */
#ifndef ERRNOTICE_SUSPENDED_H
#define ERRNOTICE_SUSPENDED_H

#include "php.h"

/* A chain of `yield from` that is longer is not searched. */
#define ERRNOTICE_DELEGATORS_MAX 64

/*
 * Whether it is that of a generator that is being destroyed: then the engine may take the place of the frame below
 * for another, and find none of its catches.
 */
bool errnotice_generator_hides_catch(const zend_execute_data *frame);

/* Whether `frame` is the bottom of the running fiber's stack. */
bool errnotice_fiber_ends_at(const zend_execute_data *frame);

/* Whether it is the bottom of some fiber's stack: no function of anybody's. */
bool errnotice_is_fiber_bottom(const zend_execute_data *frame);

/*
 * What leaves a fiber is thrown again where it was resumed.  Only what leaves one
 * that is being destroyed goes on at once where that happens, which nothing links.
 */
bool errnotice_fiber_is_destroyed(void);

/*
 * A generator into which Generator::throw() throws in an engine that does not link
 * it to its caller: its prev_execute_data must not be followed.  Only the current
 * frame can be one.
 */
bool errnotice_generator_is_unlinked(const zend_execute_data *current);

/*
 * The frames of the generators that wait between `frame` and the one below it:
 * `frame` is the place-holder that the engine keeps for them, or a call of
 * Generator::throw() that has not resumed its generator yet.  Outermost first; returns how
 * many there are, also when that is more than `into` has room for.
 */
size_t errnotice_generator_delegators(
	const zend_execute_data *frame, const zend_execute_data *into[ERRNOTICE_DELEGATORS_MAX]);

/* Where a frame of a waiting generator stands: its YIELD_FROM. */
const zend_op *errnotice_generator_opline(const zend_execute_data *waiting);

#endif
