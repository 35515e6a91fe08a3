#include "ext/capture/request.h"

#include "php.h"
#include "SAPI.h"
#include "php_variables.h"

/* A longer target is cut; so is what is read of a header. */
#define TARGET_MAX 1024
#define HEADER_MAX 128

/* NULL when the SAPI has none.  Borrowed. */
static const char *variable(const char *name)
{
	const zval *server = &PG(http_globals)[TRACK_VARS_SERVER], *value;

	if (sapi_module.getenv)
		return sapi_module.getenv(name, strlen(name));
	/* the development server has them there only, and only once somebody asked */
	if (Z_TYPE_P(server) != IS_ARRAY)
		return NULL;
	value = zend_hash_str_find(Z_ARRVAL_P(server), name, strlen(name));
	return value && Z_TYPE_P(value) == IS_STRING ? Z_STRVAL_P(value) : NULL;
}

static size_t copy_hex(const char *from, size_t len, char *into, size_t room)
{
	if (len > room || strspn(from, "0123456789abcdefABCDEF") < len)
		return 0;
	memcpy(into, from, len);
	return len;
}

/* version "-" trace id, 32 hex digits "-" … */
size_t errnotice_request_traceparent_id(const char *header, char *into, size_t room)
{
	if (strnlen(header, 36) < 36 || header[2] != '-' || header[35] != '-')
		return 0;
	return copy_hex(header + 3, 32, into, room);
}

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* sampled "-" trace id in base64 "-" … */
size_t errnotice_request_sw8_id(const char *header, char *into, size_t room)
{
	uint32_t bits = 0;
	size_t len = 0;
	int held = 0;

	if (header[0] == '\0' || header[1] != '-')
		return 0;
	for (const char *at = header + 2; *at && *at != '-' && *at != '='; at++) {
		int value = base64_value(*at);

		if (value < 0)
			return 0;
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		if (len == room)
			return 0;
		into[len++] = (char)(bits >> held & 0xff);
	}
	return len;
}

static void write_text(struct errnotice_json *json, const char *key, const char *value)
{
	if (value && *value)
		errnotice_json_text(json, key, value, strnlen(value, HEADER_MAX));
}

static void write_trace_id(struct errnotice_json *json)
{
	const char *traceparent = variable("HTTP_TRACEPARENT"), *sw8 = variable("HTTP_SW8");
	char id[HEADER_MAX];
	size_t len = 0;

	if (traceparent)
		len = errnotice_request_traceparent_id(traceparent, id, sizeof(id));
	if (len == 0 && sw8)
		len = errnotice_request_sw8_id(sw8, id, sizeof(id));
	if (len > 0)
		errnotice_json_text(json, "trace_id", id, len);
}

void errnotice_request_write(struct errnotice_json *json, const struct errnotice_scrub *scrub)
{
	const char *target = variable("REQUEST_URI");
	char clean[TARGET_MAX];

	if (!SG(request_info).request_method || !errnotice_json_open(json, "request", '{'))
		return;
	if (!target)
		target = SG(request_info).request_uri;
	write_text(json, "method", SG(request_info).request_method);
	if (target)
		errnotice_json_text(json, "uri", clean,
			errnotice_scrub_url(scrub, clean, sizeof(clean), target, strlen(target)));
	write_text(json, "ip", variable("REMOTE_ADDR"));
	write_text(json, "id", variable("HTTP_X_REQUEST_ID"));
	write_trace_id(json);
	errnotice_json_close(json);
}
