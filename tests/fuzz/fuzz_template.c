/* A template, and behind the first NUL what an application says. */
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "consumer/deliver/message.h"
#include "consumer/template.h"

static void count(void *context, int line, int column, const char *what)
{
	if (line < 0 || column < 0 || !*what)
		abort();
	(*(size_t *)context)++;
}

/* Whatever it says, and wherever the template puts it: a body that DingTalk takes, and nobody is rung by it. */
static void check(const char *body)
{
	json_t *json = body && strlen(body) < 18000 ? json_loads(body, 0, NULL) : NULL;
	const json_t *text = json_object_get(json_object_get(json, "markdown"), "text");
	const json_t *at = json_object_get(json, "at");

	if (!json_string_length(text) || json_array_size(json_object_get(at, "atMobiles")) != 1
		|| json_is_true(json_object_get(at, "isAtAll")))
		abort();
	json_decref(json);
}

/* Whatever a line of a digest says, only the digest's own numbers stand behind a ×. */
static void check_numbers(const char *body, uint64_t events)
{
	json_t *json = json_loads(body, 0, NULL);
	const char *at = json_string_value(json_object_get(json_object_get(json, "markdown"), "text"));
	uint64_t told = 0;

	while ((at = strstr(at, "×"))) {
		at += strlen("×");
		told += strtoull(at, NULL, 10);
	}
	if (told != 2 * events) /* the first line, and those below it */
		abort();
	json_decref(json);
}

static void make(struct template *template, char *said)
{
	char mobile[] = "13800138000", *mobiles[] = {mobile};
	struct conf_robot robot = {.keyword = (char[]){""}};
	struct conf_route route = {.name = said,
		.mention = {.mobiles = mobiles, .mobile_count = 1},
		.link = (char[]){"https://h/{id}?{trace_id}"},
		.template = template};
	struct issue issue = {.fp = "0123456789abcdef", .total = 1};
	struct message_item item = {.issue = &issue, .route = &route, .events = 2, .escalated = {57, 600}};
	struct message_to to = {&robot, NULL, "u"};

#define X(field) issue.field = said;
	ISSUE_TEXTS(X)
#undef X
	char *body = message_single(&item, &to);
	check(body);
	free(body);
	const struct message_item items[] = {item, item};
	const struct message_sum sum = {.app = "", .env = "", .issues = 3, .escalated = 2, .events = 7};
	body = message_digest(items, 2, &sum, &to);
	check(body);
	check_numbers(body, 7);
	free(body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *nul = size ? memchr(data, '\0', size) : NULL;
	size_t len = nul ? (size_t)(nul - text) : size, fault_count = 0;
	const struct template_faults faults = {count, &fault_count};
	struct template *template = template_parse(text, len, &faults);

	if (!template != (fault_count > 0))
		abort();
	if (template) {
		char *said = strndup(text + len + (nul != NULL), size - len - (nul != NULL));
		make(template, said);
		free(said);
	}
	template_free(template);
	return 0;
}
