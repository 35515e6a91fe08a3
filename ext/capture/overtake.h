/*
 * overtake -- throwables that the engine announces to nobody.
 *
 * Code in C may throw while another one is on its way: PDO does where a host has
 * no address, and so does much that goes on after an error handler threw.  The
 * engine makes the first one the second's previous, lets the second go on in its
 * place, and calls no hook.  What can be seen is that an object is made meanwhile,
 * and that the first is written into it.
 */
#ifndef ERRNOTICE_OVERTAKE_H
#define ERRNOTICE_OVERTAKE_H

#include "php.h"

/*
 * MINIT, MSHUTDOWN.  `overtaken` is called when `throwable`, complete, is about to
 * take the place of EG(exception), which stands in its chain already.
 */
void errnotice_overtake_install(void (*overtaken)(zend_object *throwable));
void errnotice_overtake_remove(void);

#endif
