/* Each kind of message in each language, as the group reads it: golden/KIND_LANGUAGE.txt. */
#include "golden.h"
#include "consumer/deliver/answer.h"
#include "consumer/deliver/message.h"

static char *new_issue(const struct message_to *to)
{
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, &order_route, 37, ISSUE_NEW, 0, {0}};
	char *body = message_single(&item, to);

	issue_clear(&issue);
	return body;
}

/* Of a program without a release, in an application without a name for its environment. */
static char *known_issue(const struct message_to *to)
{
	struct issue issue = usual_issue();
	struct message_item item = {&issue, NULL, &order_route, 2, ISSUE_OPEN, 1795542610, {0}};

	replace(&issue.detail, "{\"script\":\"/app/bin/work.php\"}");
	replace(&issue.release, "");
	replace(&issue.first_release, "");
	replace(&issue.env, "");
	char *body = message_single(&item, to);
	issue_clear(&issue);
	return body;
}

/* It has no code, and its texts are of every kind. */
static char *issue_that_is_back(const struct message_to *to)
{
	struct issue issue = usual_issue();
	struct message_item item = {&issue, NULL, NULL, 1, ISSUE_BACK, 1795000000, {0}};

	replace(&issue.code, "0");
	replace(&issue.message,
		"SQLSTATE[HY000] [2002] *refused* 👩‍👩‍👧 مرحبا \u202eabc\n<b>see</b> "
		"https://db.example.com @all `x`");
	replace(&issue.detail, "{\"request\":{\"method\":\"GET\",\"uri\":\"/搜索?q=%E5%A4%A7&x=[1](2)\"}}");
	char *body = message_single(&item, to);
	issue_clear(&issue);
	return body;
}

static char *issue_that_recovered(const struct message_to *to)
{
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, &order_route, 0, ISSUE_RECOVERED, 1795542610, {0}};

	issue.hour = 0;
	issue.hour_before = 12;
	char *body = message_single(&item, to);
	issue_clear(&issue);
	return body;
}

static char *issue_that_escalated(const struct message_to *to)
{
	static char *chiefs[] = {(char *)"13900139000"};
	struct issue issue = usual_issue();
	struct conf_route route = order_route;
	struct message_item item = {&issue, &order_title, &route, 12, ISSUE_OPEN, 1795542610, {57, 600}};

	route.escalate.mention = (struct conf_mention){.mobiles = chiefs, .mobile_count = 1};
	char *body = message_single(&item, to);
	issue_clear(&issue);
	return body;
}

static char *digest(const struct message_to *to)
{
	struct issue issue = usual_issue(), other = usual_issue();
	struct message_item items[3] = {
		{&issue, &order_title, &order_route, 4000, ISSUE_NEW, 0, {0}},
		{&other, NULL, &order_route, 300, ISSUE_BACK, 1795000000, {0}},
		{&other, NULL, NULL, 12, ISSUE_OPEN, 1795542610, {0}},
	};
	struct message_sum sum = {.app = "shop", .env = "", .issues = 15, .fresh = 9, .events = 4400};

	replace(&other.code, "10012");
	replace(&other.message, "disk\nfull @all [x](http://y)");
	char *body = message_digest(items, 3, &sum, to);
	issue_clear(&issue);
	issue_clear(&other);
	return body;
}

static char *digest_without_rest(const struct message_to *to)
{
	struct issue issue = usual_issue();
	struct message_item items[2] = {{&issue, NULL, NULL, 3, ISSUE_OPEN, 0, {0}},
		{&issue, NULL, NULL, 2, ISSUE_OPEN, 0, {57, 600}}};
	struct message_sum sum = {.app = "shop", .env = "pro", .issues = 2, .escalated = 1, .events = 5};
	char *body = message_digest(items, 2, &sum, to);

	issue_clear(&issue);
	return body;
}

/* --- beside errors --- */

static struct bulletin_list lost = {
	.items = {{"web-1", "no_slot", 4000, 1795543210}, {"web-2", "damaged", 12, 1795543211},
		{"web-2", "a later reason", 3, 1795543212}},
	.listed = 3,
	.rows = 15,
	.subjects = 9,
	.count = 4115,
};

static char *lost_by_many(const struct message_to *to)
{
	return message_bulletin(BULLETIN_LOST, &lost, to);
}

static char *lost_by_one(const struct message_to *to)
{
	struct bulletin_list list = {.listed = 1, .rows = 1, .subjects = 1, .count = 4000};
	list.items[0] = lost.items[0];
	return message_bulletin(BULLETIN_LOST, &list, to);
}

static char *epoch(const struct message_to *to)
{
	static const struct bulletin_list list = {
		.items = {{"errnotice:events", "errnotice", 2, 1795543210}},
		.listed = 1,
		.rows = 1,
		.subjects = 1,
		.count = 2,
	};
	return message_bulletin(BULLETIN_EPOCH, &list, to);
}

static char *silence(const struct message_to *to)
{
	static const struct bulletin_list list = {
		.items = {{"code ORDER_*", "张三 @all: [deploy](http://x) of 1.4.3", 420, 1795543210}},
		.listed = 1,
		.rows = 1,
		.subjects = 1,
		.count = 420,
	};
	return message_bulletin(BULLETIN_SILENCE, &list, to);
}

static char *silent(const struct message_to *to)
{
	static const struct bulletin_list list = {
		.items = {{"web-1", "10m", 1, 1795543210}, {"web-2", "10m", 2, 1795543211}},
		.listed = 2,
		.rows = 2,
		.subjects = 2,
		.count = 3,
	};
	return message_bulletin(BULLETIN_SILENT, &list, to);
}

static char *back(const struct message_to *to)
{
	static const struct bulletin_list list = {
		.items = {{"web-1", "5h", 1, 1795543210}},
		.listed = 1,
		.rows = 1,
		.subjects = 1,
		.count = 1,
	};
	return message_bulletin(BULLETIN_BACK, &list, to);
}

static char *summary(const struct message_to *to)
{
	static const struct summary day = {
		.date = 1795478400,
		.lines = {{"shop", "pro", "ORDER_404", "", 1204, 960},
			{"shop", "pro", "0", "PDOException", 37, 0}, {"", "", "10012", "", 0, 12}},
		.listed = 3,
		.rows = 15,
		.events = 1260,
		.before = 980,
		.muted = {{{"silence", 40}, {"threshold", 4}, {"route", 3}, {"dropped", 2},
				  {"a later one", 1}},
			5, 5, 50},
		.lost = {{{"web-1", 12}, {"", 2}}, 2, 9, 21},
		.pending = 7,
	};
	struct errnotice_err err = {0};
	struct conf_title title = order_title;
	title.pattern = (char *)"ORDER_404";
	title.codes = errnotice_codes_parse(title.pattern, strlen(title.pattern), &err);
	struct conf conf = {.titles = &title, .title_count = 1};
	char *body = message_summary(&day, &conf, to);

	errnotice_codes_free(title.codes);
	return body;
}

static char *robot(const struct message_to *to)
{
	struct answer answer;
	static const char said[] = "{\"errcode\":300005,\"errmsg\":\"token is not exist\"}";

	answer_read(&answer, 200, said, strlen(said));
	return message_robot(to, "orders", &answer, 1795543210);
}

static char *test(const struct message_to *to)
{
	return message_test(to, "web-1", 1795543210);
}

static const struct {
	const char *name;
	char *(*make)(const struct message_to *to);
} kinds[] = {
	{"new", new_issue},
	{"known", known_issue},
	{"back", issue_that_is_back},
	{"recovered", issue_that_recovered},
	{"escalated", issue_that_escalated},
	{"digest", digest},
	{"digest_whole", digest_without_rest},
	{"lost", lost_by_many},
	{"lost_one", lost_by_one},
	{"epoch", epoch},
	{"silence", silence},
	{"silent", silent},
	{"host_back", back},
	{"summary", summary},
	{"robot", robot},
	{"test", test},
};

static void every_kind_in(enum conf_language language, const char *suffix)
{
	struct errnotice_err err = {0};
	struct zone *zone = zone_open("Asia/Shanghai", &err);
	struct conf_robot robot = usual_robot(language);
	struct message_to to = {&robot, zone, "u"};

	assert_non_null(zone);
	robot.keyword = (char *)"报警_*";
	for (size_t i = 0; i < COUNT(kinds); i++) {
		char name[64];
		snprintf(name, sizeof(name), "%s_%s", kinds[i].name, suffix);
		compare(name, kinds[i].make(&to));
	}
	zone_free(zone);
}

static void every_kind_in_chinese(void **state)
{
	every_kind_in(CONF_ZH, "zh");
}

static void every_kind_in_english(void **state)
{
	every_kind_in(CONF_EN, "en");
}

static void every_kind_in_both(void **state)
{
	every_kind_in(CONF_BOTH, "both");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_in_chinese),
		cmocka_unit_test(every_kind_in_english),
		cmocka_unit_test(every_kind_in_both),
	};
	return cmocka_run_group_tests_name("golden", tests, NULL, NULL);
}
