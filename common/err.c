#include "common/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "common/text.h"

/* A value in it came from a user: it brings no line, colour or broken character of its own. */
static void keep(struct errnotice_err *err, const char *text)
{
	err->text[errnotice_text_line(err->text, sizeof err->text - 1, text, strlen(text))] = '\0';
}

bool errnotice_err_set(struct errnotice_err *err, const char *format, ...)
{
	char text[sizeof err->text];
	va_list args;

	if (!err || err->text[0] != '\0')
		return false;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	keep(err, text);
	return false;
}
