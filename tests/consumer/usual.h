/*
 * usual -- a usual issue, robot, route and title, for tests of messages.
 */
#ifndef USUAL_H
#define USUAL_H

#include "check.h"
#include <jansson.h>
#include "consumer/deliver/message.h"

static char detail[] =
	"{\"trace\":[{\"file\":\"/app/vendor/pay/Client.php\",\"line\":9,\"call\":\"Pay\\\\Client::post\"},"
	"{\"file\":\"/app/src/Order.php\",\"line\":42,\"call\":\"App\\\\Order::pay\"},"
	"{\"file\":\"/app/src/Checkout.php\",\"line\":7,\"call\":\"App\\\\Checkout::{closure}\"},"
	"{\"file\":\"/app/public/index.php\",\"line\":3,\"call\":\"{main}\"},"
	"{\"file\":\"/app/public/more.php\",\"line\":3,\"call\":\"more\"}],"
	"\"request\":{\"method\":\"POST\",\"uri\":\"/orders/17/"
	"payment?retry=1\",\"ip\":\"10.0.0.1\",\"trace_id\":\"4bf92f35\"}}";
static char empty[] = "";

static inline struct issue usual_issue(void)
{
	struct issue issue = {
		.fp = "0123456789abcdef",
		.app = (char[]){"shop"},
		.env = (char[]){"pro"},
		.class = (char[]){"App\\Order\\PaymentException"},
		.code = (char[]){"ORDER_404"},
		.site = (char[]){"App\\Order::pay"},
		.message = (char[]){"payment gateway said no"},
		.release = (char[]){"1.4.2"},
		.first_release = (char[]){"1.4.0"},
		.host = (char[]){"web-1"},
		.sapi = (char[]){"fpm-fcgi"},
		.file = (char[]){"/app/src/Order.php"},
		.line = (char[]){"42"},
		.event_id = (char[]){"01a20d3f-0b8b-7c5e-9f52-6d8f3a4b1c2d"},
		.detail = detail,
		.first_seen = 1795543210,
		.last_seen = 1795543270,
		.total = 1234,
		.hour = 37,
		.hour_before = 5,
	};
	/* compound literals end with this block: keep what they point to */
#define X(field) issue.field = strdup(issue.field);
	ISSUE_TEXTS(X)
#undef X
	return issue;
}

static inline void replace(char **text, const char *by)
{
	free(*text);
	*text = strdup(by);
}

static inline struct conf_robot usual_robot(enum conf_language language)
{
	return (struct conf_robot){.name = (char *)"ops", .keyword = empty, .language = language};
}

static char *mobiles[] = {(char *)"13800138000", (char *)"+852-12345678"};
static char *users[] = {(char *)"manager7"};

static const struct conf_title order_title = {
	.title = (char *)"下单失败",
	.severity = CONF_CRITICAL,
	.owner = {.mobiles = mobiles, .mobile_count = 1, .names = (char *)"张三"},
	.link = (char *)"https://wiki.example.com/runbook?code=404",
};

static const struct conf_route order_route = {
	.name = (char *)"orders",
	.mention = {.mobiles = mobiles, .mobile_count = 2, .users = users, .user_count = 1},
	.link = (char *)"https://trace.example.com/t/{trace_id}?fp={fp}&id={id}&x=(1)",
};

static inline json_t *parse(const char *body)
{
	assert_non_null(body);
	assert_true(strlen(body) < 18000);
	json_t *json = json_loads(body, 0, NULL);
	assert_non_null(json);
	assert_string_equal(json_string_value(json_object_get(json, "msgtype")), "markdown");
	assert_string_equal(json_string_value(json_object_get(json, "msgUuid")), "u");
	return json;
}

static inline const char *part(const json_t *json, const char *key)
{
	return json_string_value(json_object_get(json_object_get(json, "markdown"), key));
}

#endif
