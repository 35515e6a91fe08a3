#include "common/err.h"

#include <stdarg.h>
#include <stdio.h>

bool errnotice_err_set(struct errnotice_err *err, const char *format, ...)
{
	va_list args;

	if (!err || err->text[0] != '\0')
		return false;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	return false;
}
