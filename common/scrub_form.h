/*
 * scrub_form -- values that are known by their form, whatever their name; for scrub_text.c only.
 */
#ifndef ERRNOTICE_SCRUB_FORM_H
#define ERRNOTICE_SCRUB_FORM_H

#include "common/scrub_list.h"

/* Whether a whole word of digits (or 17 and an X) is a number of one of these kinds. */
bool errnotice_scrub_is_number(unsigned kinds, struct errnotice_span word, bool after_plus);

/*
 * Where the value ends that begins with the word at `at`, and is more than a word
 * or goes by its beginning: a number in groups (4111 1111 1111 1111,
 * 138-0013-8000), a token.  0 for none.  `none_before` is the caller's memory,
 * zero at first, that keeps the work linear.
 */
size_t errnotice_scrub_form_end(unsigned kinds, struct errnotice_span text, size_t at, size_t *none_before);

#endif
