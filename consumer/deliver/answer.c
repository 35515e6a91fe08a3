#include "consumer/deliver/answer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <jansson.h>
#include "common/text.h"
#include "consumer/deliver/answer_table.h"

enum { FIREWALL_MS = 5 * MINUTE_MS, TLS_MS = MINUTE_MS };

static const struct {
	const char *problem, *remedy;
	int64_t least_ms;
} faults[] = {
	[ANSWER_FAULT_NONE] = {"no answer", "", 0},
	[ANSWER_FAULT_RESOLVE] = {"the robot's host name could not be resolved", "look at this host's DNS",
		0},
	[ANSWER_FAULT_CONNECT] = {"the robot's host could not be reached",
		"look at the network and firewall, or set `proxy`", 0},
	[ANSWER_FAULT_PROXY] = {"the proxy did not let the request through", "look at `proxy`", 0},
	[ANSWER_FAULT_TLS] = {"the TLS certificate was not accepted",
		"if a proxy of yours opens TLS, set `ca_file` to its certificate", TLS_MS},
	[ANSWER_FAULT_TIMEOUT] = {"no answer in time", "", 0},
	[ANSWER_FAULT_CUT] = {"the connection ended before the answer", "", 0},
	[ANSWER_FAULT_OTHER] = {"the request failed", "", 0},
};

static void say(struct answer *answer, const char *text, size_t len)
{
	len = errnotice_text_clean(answer->said, sizeof(answer->said) - 1, text, len);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)answer->said[i];
		if (c < 0x20 || c == 0x7f) {
			answer->said[i] = ' ';
		}
	}
	answer->said[len] = '\0';
}

static bool holds(const char *text, const char *word)
{
	return strcasestr(text, word) != NULL;
}

static void set(struct answer *answer, enum answer_class class, const char *problem, const char *remedy)
{
	answer->class = class;
	/* what is asked for again may have been taken all the same */
	answer->unheard = class != ANSWER_OK && class != ANSWER_RETRY;
	answer->problem = problem;
	answer->remedy = remedy;
}

/* A number, or a number as text: the document shows one, the wire the other. */
static bool read_code(const json_t *value, int64_t *code)
{
	if (json_is_integer(value)) {
		*code = json_integer_value(value);
		return true;
	}
	const char *text = json_string_value(value);
	if (!text || !(isdigit((unsigned char)*text) || (*text == '-' && isdigit((unsigned char)text[1])))) {
		return false;
	}
	char *end;
	*code = strtoll(text, &end, 10);
	return *end == '\0';
}

static void classify_unknown(struct answer *answer, const char *text)
{
	for (size_t i = 0; i < sizeof(answer_throttle_words) / sizeof(*answer_throttle_words); i++) {
		if (holds(text, answer_throttle_words[i])) {
			set(answer, ANSWER_THROTTLED, "the service says there are too many messages",
				THROTTLED_DO);
			return;
		}
	}
	set(answer, ANSWER_RETRY, "an answer that is not known", CONTENT_REMEDY);
	answer->attempts = FEW;
	answer->less = ANSWER_LESS_MARKS;
}

static void classify(struct answer *answer, const char *text)
{
	for (size_t i = 0; i < sizeof(answer_rows) / sizeof(*answer_rows); i++) {
		const struct answer_row *row = &answer_rows[i];
		if (row->errcode == answer->errcode && (!row->word || holds(text, row->word))) {
			set(answer, row->class, row->problem, row->remedy);
			answer->least_ms = row->least_ms;
			answer->attempts = row->attempts;
			answer->less = row->less;
			return;
		}
	}
	classify_unknown(answer, text);
}

/* The firewall before the service; what else it says is not about the robot. */
static bool is_firewall(const json_t *object)
{
	const char *source = json_string_value(json_object_get(object, "source"));
	int64_t status = 0;

	return (read_code(json_object_get(object, "status"), &status) && status == 1111)
	       || (source && strcmp(source, "x5") == 0);
}

static void read_object(struct answer *answer, long http_status, const json_t *object)
{
	const char *text = json_string_value(json_object_get(object, "errmsg"));
	if (!text) {
		text = json_string_value(json_object_get(object, "sub_msg"));
	}
	if (!text) {
		text = "";
	}
	if (*text) {
		say(answer, text, strlen(text));
	}
	if (is_firewall(object)) {
		set(answer, ANSWER_RETRY, "the service's firewall blocks this host for some minutes",
			"look what else calls DingTalk from this address");
		answer->least_ms = FIREWALL_MS;
		answer->host = answer->unheard = true;
	} else if (read_code(json_object_get(object, "errcode"), &answer->errcode)
		   && (answer->errcode != 0 || http_status == 200)) {
		classify(answer, text);
	}
}

static void read_status(struct answer *answer, long http_status)
{
	if (http_status >= 300 && http_status < 400) {
		set(answer, ANSWER_BROKEN,
			"a redirect, which is not followed: the access token would go to another host",
			"use the address it leads to, or repair the relay");
	} else if (http_status == 414) {
		set(answer, ANSWER_BROKEN, "the webhook URL is too long", TOKEN_REMEDY);
	} else if (http_status >= 500) {
		set(answer, ANSWER_RETRY, "an error of the service or of a relay before it", "");
	} else {
		set(answer, ANSWER_RETRY, "something else than the robot answered",
			"look for a relay, proxy or firewall between this host and DingTalk");
	}
}

void answer_read(struct answer *answer, long http_status, const char *body, size_t len)
{
	*answer = (struct answer){.class = ANSWER_RETRY};
	read_status(answer, http_status);

	json_t *object = len ? json_loadb(body, len, 0, NULL) : NULL;
	if (json_is_object(object)) {
		say(answer, body, len);
		read_object(answer, http_status, object);
	} else {
		char status[64];
		int n = snprintf(
			status, sizeof(status), "HTTP %ld, %zu bytes that are not JSON", http_status, len);
		say(answer, status, (size_t)n);
	}
	json_decref(object);
}

void answer_unreached(struct answer *answer, enum answer_fault fault, bool sent, const char *said)
{
	*answer = (struct answer){.least_ms = faults[fault].least_ms};
	set(answer, ANSWER_RETRY, faults[fault].problem, faults[fault].remedy);
	answer->unheard = answer->unsent = !sent;
	say(answer, said, strlen(said));
}
