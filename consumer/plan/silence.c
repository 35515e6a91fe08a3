#include "consumer/plan/silence.h"

#include <string.h>
#include "consumer/plan/route.h"

static bool read_fp(struct silence *silence, const char *fp, struct errnotice_err *err)
{
	if (*fp && (strlen(fp) != ERRNOTICE_FP_LEN || fp[strspn(fp, "0123456789abcdef")])) {
		return errnotice_err_set(err, "a fingerprint has 16 digits of 0-9 and a-f");
	}
	strcpy(silence->fp, fp);
	return true;
}

bool silence_parse(struct silence *silence, const char *code, const char *class, const char *fp,
	struct errnotice_err *err)
{
	if (!*code && !*class && !*fp) {
		return errnotice_err_set(err, "a silence names a code, a class or a fingerprint");
	}
	if (*code && !(silence->codes = errnotice_codes_parse(code, strlen(code), err))) {
		return false;
	}
	if (*class && !(silence->classes = errnotice_names_parse(class, strlen(class), err))) {
		return false;
	}
	return read_fp(silence, fp, err);
}

void silence_clear(struct silence *silence)
{
	errnotice_codes_free(silence->codes);
	errnotice_names_free(silence->classes);
	*silence = (struct silence){0};
}

bool silence_takes(const struct silence *silence, const struct errnotice_event *event)
{
	struct errnotice_span class = event->field[ERRNOTICE_FIELD_CLASS];

	return (!*silence->fp || errnotice_span_is(event->field[ERRNOTICE_FIELD_FP], silence->fp))
	       && (!silence->codes || route_codes_match(silence->codes, event))
	       && (!silence->classes
		       || errnotice_names_match(silence->classes, class) != ERRNOTICE_MATCH_NONE);
}
