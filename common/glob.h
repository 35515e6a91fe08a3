/*
 * glob -- words in which `*` stands for any run of characters.
 */
#ifndef ERRNOTICE_GLOB_H
#define ERRNOTICE_GLOB_H

#include "common/span.h"

/* Time is at most pattern × text, whatever they hold.  `fold` compares ASCII letters without case. */
bool errnotice_glob_match(struct errnotice_span pattern, struct errnotice_span text, bool fold);

#endif
