#include "common/percent.h"

bool errnotice_percent_decode(
	char *into, size_t room, struct errnotice_span part, const char *what, struct errnotice_err *err)
{
	size_t used = 0;

	for (size_t i = 0; i < part.len; i++) {
		char c = part.data[i];

		if (c == '%') {
			if (part.len - i < 3 || errnotice_hex(part.data[i + 1]) < 0
				|| errnotice_hex(part.data[i + 2]) < 0)
				return errnotice_err_set(
					err, "the %s has a %% that is not followed by two hex digits", what);
			c = (char)(errnotice_hex(part.data[i + 1]) << 4 | errnotice_hex(part.data[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return errnotice_err_set(err, "the %s holds a NUL", what);
		if (used + 1 == room)
			return errnotice_err_set(err, "the %s is longer than %zu bytes", what, room - 1);
		into[used++] = c;
	}
	into[used] = '\0';
	return true;
}
