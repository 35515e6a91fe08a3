#include "consumer/command/terminal.h"

#include <string.h>
#include "common/text.h"

enum { CHARACTER = 4 /* bytes at most */ };

void terminal_put(FILE *out, const char *text, const char *indent)
{
	for (size_t len; *text; text += len) {
		char shown[CHARACTER];
		len = errnotice_text_character(text, strnlen(text, CHARACTER));
		len += len == 0; /* one byte that is none */
		if (*text == '\n' && indent) {
			fprintf(out, "\n%s", indent);
		} else {
			fwrite(shown, 1, errnotice_text_line(shown, sizeof(shown), text, len), out);
		}
	}
}
