/*
 * terminal -- text from elsewhere, shown without the characters that drive a terminal.
 */
#ifndef CONSUMER_TERMINAL_H
#define CONSUMER_TERMINAL_H

#include <stdio.h>

/*
 * Control characters, U+0080 to U+009F too, are shown as `?`; a line break as well, unless there is an `indent` for the
 * next line.
 */
void terminal_put(FILE *out, const char *text, const char *indent);

#endif
