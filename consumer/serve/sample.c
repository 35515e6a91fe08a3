#include "consumer/serve/sample.h"

#include <inttypes.h>
#include <stdarg.h>

void sample_head(FILE *out, const char *metric, const char *type, const char *help)
{
	fprintf(out, "# HELP errnotice_%s %s\n# TYPE errnotice_%s %s\n", metric, help, metric, type);
}

static void put_value(FILE *out, const char *value)
{
	for (; *value; value++) {
		if (*value == '\n') {
			fputs("\\n", out);
		} else if (*value == '"' || *value == '\\') {
			fprintf(out, "\\%c", *value);
		} else {
			fputc(*value, out);
		}
	}
}

void sample_int(FILE *out, const char *metric, int64_t value, ...)
{
	va_list labels;
	const char *name, *before = "{";

	fprintf(out, "errnotice_%s", metric);
	va_start(labels, value);
	while ((name = va_arg(labels, const char *))) {
		fprintf(out, "%s%s=\"", before, name);
		put_value(out, va_arg(labels, const char *));
		fputc('"', out);
		before = ",";
	}
	va_end(labels);
	fprintf(out, "%s %" PRId64 "\n", *before == ',' ? "}" : "", value);
}
