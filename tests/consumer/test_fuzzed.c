/*
 * Ten thousand messages about errors that lie.  Each is made twice, once of
 * hostile texts and once of harmless ones: both must have the same marks, links
 * and mentions in the same order, for all of them are the template's.
 */
#include "usual.h"
#include "common/text.h"
#include "consumer/template.h"

enum { ROUNDS = 10000, ITEMS = 8 };

static unsigned seed = 4711;

static unsigned below(unsigned limit)
{
	return (unsigned)rand_r(&seed) % limit;
}

/*
 * --- texts ---
 *
 * Each ends in a letter, so that something of it is seen: `z` what an issue has
 * and `y` what its detail has, so that no frame is the place of the throw.
 */

static const char *const marks[] = {"[", "](", ")", "[x](http://evil.com)", "![", "@", "@all", "@13800138000",
	"<", "<a href=\"//evil.com\">", "http://", "dingtalk://", "://", "www.", "evil.com", "\n", "\r\n",
	"\n\n# ", "\n> ", "\n- ", "\n1. ", "#", ">", "- ", "1. ", "===", "---", "**", "__", "~~", "\\",
	"\\\\", "`", "```", "|", "×99", "&#64;", "&lt;", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff",
	"\xe2\x80", "\xff", "\x01", "\x1b[31m", "\x7f", "\"", "\"}", "👩‍👩‍👧", "中文", "عربى",
	"e\u0301", "{head}", "{mention}", "%s%n"};

static char *hostile_text(size_t most, const char *end)
{
	char *text = calloc(1, most + 32);
	size_t pieces = below(4) ? below(12) : below(400);

	while (pieces-- > 0 && strlen(text) < most) {
		char byte[2] = {(char)(1 + below(255)), '\0'};
		strcat(text, below(3) ? marks[below(COUNT(marks))] : byte);
	}
	return strcat(text, end);
}

static void fill(struct issue *issue, bool hostile, bool with_detail, bool with_line)
{
#define X(field)            \
	free(issue->field); \
	issue->field = hostile ? hostile_text(2100, "z") : strdup("z");
	ISSUE_TEXTS(X)
#undef X
	if (!with_line) {
		replace(&issue->line, "");
		replace(&issue->release, "");
	}
	char *said[6];
	for (int i = 0; i < 6; i++) {
		said[i] = hostile ? hostile_text(300, "y") : strdup("y");
	}
	json_t *deep = json_object(), *frame = json_object(), *request = json_object();
	const char *const names[] = {"file", "call", "method", "uri", "trace_id", "script"};
	for (int i = 0; i < 6; i++) {
		char clean[1200]; /* JSON holds UTF-8 only */
		size_t len = errnotice_text_clean(clean, sizeof(clean), said[i], strlen(said[i]));
		json_object_set_new(i < 2   ? frame
				    : i < 5 ? request
					    : deep,
			names[i], json_stringn(clean, len));
		free(said[i]);
	}
	json_object_set_new(deep, "trace", json_pack("[O,O]", frame, frame));
	json_object_set_new(deep, "request", request);
	free(issue->detail);
	issue->detail = with_detail ? json_dumps(deep, 0) : strdup("");
	json_decref(frame);
	json_decref(deep);
}

/* --- what of a text is a mark --- */

static bool begins(const char *text, const char *at)
{
	return at == text || at[-1] == '\n';
}

/* The unescaped marks of a text in their order. */
static char *marks_of(const char *text)
{
	char *found = calloc(1, 2 * strlen(text) + 1), *to = found;

	for (const char *at = text; *at; at++) {
		if (*at == '\\' && at[1] && at[1] != '\n') {
			at++;
		} else if (strncmp(at, "](", 2) == 0) {
			size_t address = strcspn(at + 2, ")");
			assert_true(strcspn(at + 2, " \t\n<>[]()`*\\@") == address);
			to = stpcpy(to, "](");
			at += 1 + address;
		} else if (strchr("\n#>[]`*|~<@", *at) || strncmp(at, "://", 3) == 0
			   || (begins(text, at) && strchr("-+=", *at))) {
			*to++ = *at;
		} else if (strncmp(at, "×", strlen("×")) == 0) {
			*to++ = 'x';
		}
	}
	return found;
}

static void assert_same_marks(char *hostile, char *harmless)
{
	json_t *lies = parse(hostile), *plain = parse(harmless);
	char *found = marks_of(part(lies, "text")), *wanted = marks_of(part(plain, "text"));

	if (strcmp(found, wanted) != 0) {
		print_error("%s\n\n--- of\n%s\n", hostile, harmless);
	}
	assert_string_equal(found, wanted);
	assert_true(json_equal(json_object_get(lies, "at"), json_object_get(plain, "at")));
	assert_null(strpbrk(part(lies, "title"), "@<\r\n\x1b"));
	free(found);
	free(wanted);
	json_decref(lies);
	json_decref(plain);
	free(hostile);
	free(harmless);
}

/* --- messages --- */

static void fault(void *context, int line, int column, const char *what)
{
	fail_msg("%d:%d: %s", line, column, what);
}

static struct template *own(const char *text)
{
	const struct template_faults faults = {fault, NULL};
	return template_parse(text, strlen(text), &faults);
}

static char *single(bool hostile, unsigned lies, const struct conf_route *route, enum conf_language language,
	unsigned shape)
{
	struct conf_robot robot = usual_robot(language);
	struct message_to to = {&robot, NULL, "u"};
	struct issue issue = usual_issue();
	struct message_item item = {.issue = &issue,
		.title = shape & 1 ? &order_title : NULL,
		.route = route,
		.events = shape & 2 ? 1 : 37,
		.state = shape & 4 ? ISSUE_NEW : ISSUE_OPEN};

	seed = lies;
	fill(&issue, hostile, shape & 8, shape & 16);
	char *body = message_single(&item, &to);
	issue_clear(&issue);
	return body;
}

static void messages_about_one_issue(void **state)
{
	struct conf_route routes[] = {order_route, order_route, order_route};
	routes[1].template = own("×{count}\n{message}\n> {site}\n- {class}\n{host}\n\n{frames}{request}\n"
				 "[{code}](https://h/{release}/{message}) **{place}** {link} {runbook}");
	routes[2].template = own("### {head}\n{mention}{message}\n{app}: {env}\n1. {uri}\n{script}{method}");
	for (unsigned round = 0; round < ROUNDS * 9 / 10; round++) {
		const struct conf_route *route = &routes[round % COUNT(routes)];
		unsigned lies = 1000 + round, shape = round / 3;
		enum conf_language language = (enum conf_language)(round / 7 % 3);
		char *hostile = single(true, lies, route, language, shape);
		assert_same_marks(hostile, single(false, lies, route, language, shape));
	}
	template_free(routes[1].template);
	template_free(routes[2].template);
}

static char *digest(bool hostile, size_t count, enum conf_language language)
{
	struct conf_robot robot = usual_robot(language);
	struct message_to to = {&robot, NULL, "u"};
	struct issue issues[ITEMS];
	struct message_item items[ITEMS] = {{0}};
	struct message_sum sum = {.app = "", .env = "", .issues = 12, .events = 1000};

	for (size_t i = 0; i < count; i++) {
		issues[i] = usual_issue();
		fill(&issues[i], hostile, false, true);
		items[i] = (struct message_item){.issue = &issues[i],
			.route = &order_route,
			.events = i + 1,
			.state = i % 2 ? ISSUE_NEW : ISSUE_OPEN};
	}
	char *body = message_digest(items, count, &sum, &to);
	for (size_t i = 0; i < count; i++) {
		issue_clear(&issues[i]);
	}
	return body;
}

static void digests(void **state)
{
	for (unsigned round = 0; round < ROUNDS / 10; round++) {
		size_t count = 2 + round % (ITEMS - 1);
		enum conf_language language = (enum conf_language)(round / 7 % 3);
		seed = 1 + round;
		char *hostile = digest(true, count, language);
		assert_same_marks(hostile, digest(false, count, language));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_about_one_issue),
		cmocka_unit_test(digests),
	};
	return cmocka_run_group_tests_name("fuzzed", tests, NULL, NULL);
}
