/* What DingTalk answered, or who stands before it: a status in two bytes, and a body. */
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "common/text.h"
#include "consumer/deliver/answer.h"

static bool is_number(const json_t *value, long long number)
{
	const char *text = json_string_value(value);

	if (text)
		return text[strspn(text, "-0123456789")] == '\0' && *text && text[strlen(text) - 1] != '-'
		       && !strchr(text + 1, '-') && atoll(text) == number;
	return json_is_integer(value) && json_integer_value(value) == number;
}

/* Told is what says so and nothing else: HTTP 200 and an object whose errcode is 0, not of the firewall before it. */
static bool is_told(long status, const char *body, size_t len)
{
	json_t *json = json_loadb(body, len, 0, NULL);
	const char *source = json_string_value(json_object_get(json, "source"));
	bool told = status == 200 && is_number(json_object_get(json, "errcode"), 0)
		    && !is_number(json_object_get(json, "status"), 1111)
		    && (!source || strcmp(source, "x5") != 0);

	json_decref(json);
	return told;
}

static void check_text(const char *said)
{
	char clean[ANSWER_TEXT];
	size_t len = strnlen(said, ANSWER_TEXT);

	if (len == ANSWER_TEXT || errnotice_text_clean(clean, sizeof clean, said, len) != len
		|| memcmp(clean, said, len) != 0)
		abort();
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)said[i] < 0x20 || said[i] == 0x7f)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct answer answer;
	long status = data[0] << 8 | data[1];
	size_t len = size - 2;
	char *body = malloc(len ? len : 1);

	memcpy(body, data + 2, len);
	answer_read(&answer, status, body, len);
	if (answer.class < ANSWER_OK || answer.class > ANSWER_CLOCK || !answer.problem || !answer.remedy
		|| answer.least_ms < 0 || answer.attempts < 0)
		abort();
	if ((answer.class == ANSWER_OK) != is_told(status, body, len))
		abort();
	/* what the group may have read is asked for again, as the same message */
	if (answer.unheard == (answer.class == ANSWER_OK || (answer.class == ANSWER_RETRY && !answer.host)))
		abort();
	check_text(answer.said);
	free(body);
	return 0;
}
