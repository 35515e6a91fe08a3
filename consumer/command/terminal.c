#include "consumer/command/terminal.h"

#include <stddef.h>

void terminal_put(FILE *out, const char *text, const char *indent)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (c == '\n' && indent) {
			fprintf(out, "\n%s", indent);
		} else {
			fputc(c < 0x20 || c == 0x7f ? '?' : c, out);
		}
	}
}
