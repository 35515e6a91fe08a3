/* What DingTalk was seen to answer, in the wordings of its three generations, and what each means. */
#include "check.h"
#include "consumer/deliver/answer.h"

struct seen {
	const char *body;
	enum answer_class class;
	long errcode;
	int64_t least_ms; /* at least */
};

#define E(code, text) "{\"errcode\":" #code ",\"errmsg\":\"" text "\"}"
#define MORE          ", more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"

static const struct seen business[] = {
	{E(0, "ok"), ANSWER_OK, 0, 0},
	{"{\"errcode\":\"0\",\"errmsg\":\"ok\"}", ANSWER_OK, 0, 0},
	{E(-1, "系统繁忙"), ANSWER_RETRY, -1, 0},
	{"{\"errcode\":\"-1\",\"errmsg\":\"系统繁忙\"}", ANSWER_RETRY, -1, 0},

	{E(130101, "send too fast, exceed 20 times per minute"), ANSWER_THROTTLED, 130101, 0},
	{E(130101, "send too fast"), ANSWER_THROTTLED, 130101, 0},
	{E(130101, "description:机器人发送消息太快;solution:请降低发送速度;"), ANSWER_THROTTLED, 130101, 0},
	{E(410100, "发送速度太快而限流"), ANSWER_THROTTLED, 410100, 0},
	{E(410100, "错误描述:发送速度太快而限流;解决方案:请稍后再试;"), ANSWER_THROTTLED, 410100, 0},
	{E(660026, "sending too many messages per minute"), ANSWER_THROTTLED, 660026, 0},
	{E(660026, "错误描述:每分钟发送过多;解决方案:请降低频率;"), ANSWER_THROTTLED, 660026, 0},
	{E(450101, "rate limit"), ANSWER_THROTTLED, 450101, 0},
	{E(90030, "webhook over limit"), ANSWER_THROTTLED, 90030, 3600000},
	{E(90020, "monthly quota"), ANSWER_THROTTLED, 90020, 3600000},
	{E(90018, "qps of the app"), ANSWER_RETRY, 90018, 1000},
	{E(90002, "qps"), ANSWER_RETRY, 90002, 1000},

	{E(310000, "keywords not in content"), ANSWER_BROKEN, 310000, 0},
	{E(310000, "keywords not in content" MORE), ANSWER_BROKEN, 310000, 0},
	{E(310000, "description:关键词不匹配;solution:"
		   "请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;"),
		ANSWER_BROKEN, 310000, 0},
	{E(310000, "错误描述:关键词不匹配;解决方案:请联系群管理员查看此机器人的关键词;"), ANSWER_BROKEN,
		310000, 0},
	{E(310000, "sign not match"), ANSWER_BROKEN, 310000, 0},
	{E(310000, "sign not match" MORE), ANSWER_BROKEN, 310000, 0},
	{E(310000, "description:机器人发送签名不匹配;solution:"
		   "请确认签名和生成签名的时间戳必须都放在调用的网址中，"
		   "请确认机器人的密钥加密和填写正确;link:https://open.dingtalk.com/document/;"),
		ANSWER_BROKEN, 310000, 0},
	{E(310000, "错误描述:机器人发送签名不匹配;解决方案:"
		   "请确认签名和生成签名的时间戳必须都放在调用的网址中;"),
		ANSWER_BROKEN, 310000, 0},
	{E(310000, "invalid timestamp"), ANSWER_CLOCK, 310000, 0},
	{E(310000, "invalid timestamp" MORE), ANSWER_CLOCK, 310000, 0},
	{E(310000,
		 "description:机器人发送签名过期;solution:签名生成时间和发送时间请保持在 timestampms 以内;"),
		ANSWER_CLOCK, 310000, 0},
	{E(310000, "错误描述:机器人发送签名过期;解决方案:签名生成时间和发送时间请保持在 timestampms 以内;"),
		ANSWER_CLOCK, 310000, 0},
	{E(310000, "ip 203.0.113.7 not in whitelist"), ANSWER_BROKEN, 310000, 0},
	{E(310000, "description:ip 不在白名单中;solution:请联系对应群的管理员，设置机器人安全ip地址段"),
		ANSWER_BROKEN, 310000, 0},
	{E(310000, "错误描述:ip 203.0.113.7 不在白名单中;解决方案:请联系对应群的管理员;"), ANSWER_BROKEN,
		310000, 0},
	{E(310000, "something new"), ANSWER_BROKEN, 310000, 0},

	{E(300001, "token is not exist"), ANSWER_BROKEN, 300001, 0},
	{E(300005, "token is not exist"), ANSWER_BROKEN, 300005, 0},
	{E(400101, "access_token 不存在"), ANSWER_BROKEN, 400101, 0},
	{E(400102, "机器人已停用"), ANSWER_BROKEN, 400102, 0},
	{E(400106, "机器人不存在"), ANSWER_BROKEN, 400106, 0},
	{E(400013, "群已被解散"), ANSWER_BROKEN, 400013, 0},
	{E(40035, "缺少参数 access_token"), ANSWER_BROKEN, 40035, 0},
	{E(404, "请求的URI地址不存在"), ANSWER_BROKEN, 404, 0},
	{"{\"errcode\":88,\"sub_code\":\"40014\",\"sub_msg\":\"不合法的access_token\",\"errmsg\":\"ding talk "
	 "error\"}",
		ANSWER_BROKEN, 88, 0},
	{E(22, "invalid ApiName"), ANSWER_BROKEN, 22, 0},
	{E(43002, "需要POST请求"), ANSWER_BROKEN, 43002, 0},
	{E(43004, "无效的HTTP HEADER Content-Type"), ANSWER_BROKEN, 43004, 0},

	{E(40035, "缺少参数 json"), ANSWER_REFUSED, 40035, 0},
	{E(400105, "unsupported msgtype"), ANSWER_REFUSED, 400105, 0},
	{E(400402, "miss param : markdown->title"), ANSWER_REFUSED, 400402, 0},
	{E(400402,
		 "错误描述:参数 markdown --》 title 缺失，或者参数格式不正确; 解决方案:请对照文档补全参数;"),
		ANSWER_REFUSED, 400402, 0},
	{E(400403, "miss param : markdown-\\u003Etext"), ANSWER_REFUSED, 400403, 0},
	{E(101002, "message is too long"), ANSWER_REFUSED, 101002, 0},
	{E(460101, "message too long, exceed 20000 bytes"), ANSWER_REFUSED, 460101, 0},
	{E(460101, "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"), ANSWER_REFUSED,
		460101, 0},
	{E(460101, "错误描述: body 大小不合法;解决方案:请保持大小在 20000bytes 以内;"), ANSWER_REFUSED,
		460101, 0},
	{E(430101, "错误描述:本次请求包含安全风险 unSafe URL ;解决方案:请删去可能造成安全风险的内容;"),
		ANSWER_REFUSED, 430101, 0},
	{E(430102, "text"), ANSWER_REFUSED, 430102, 0},
	{E(430103, "image"), ANSWER_REFUSED, 430103, 0},
	{E(430104, "content"), ANSWER_REFUSED, 430104, 0},
	{E(500100, "description:系统异常，请稍后再试;"), ANSWER_RETRY, 500100, 0},

	{E(302033, "?"), ANSWER_RETRY, 302033, 0},
	{E(999999, "you are sending too FAST"), ANSWER_THROTTLED, 999999, 0},
	{E(999999, "request frequency"), ANSWER_THROTTLED, 999999, 0},
	{E(999999, "too many requests"), ANSWER_THROTTLED, 999999, 0},
	{E(999999, "over the Limit"), ANSWER_THROTTLED, 999999, 0},
	{E(999999, "已被限流"), ANSWER_THROTTLED, 999999, 0},
	{E(999999, "发送太快"), ANSWER_THROTTLED, 999999, 0},
	{E(999999, "操作频繁"), ANSWER_THROTTLED, 999999, 0},
};

static void each_known_answer_has_its_class(void **state)
{
	for (size_t i = 0; i < COUNT(business); i++) {
		struct answer answer;
		answer_read(&answer, 200, business[i].body, strlen(business[i].body));
		if (answer.class != business[i].class) {
			print_error("%s\n", business[i].body);
		}
		assert_int_equal(answer.class, business[i].class);
		assert_int_equal(answer.errcode, business[i].errcode);
		assert_true(answer.least_ms >= business[i].least_ms);
		assert_true(*answer.problem);
		assert_true(answer.class == ANSWER_OK || answer.class == ANSWER_RETRY || *answer.remedy);
		/* another text helps where this one was refused, or nobody knows */
		bool text = answer.class == ANSWER_REFUSED || answer.attempts > 0;
		assert_int_equal(answer.less != ANSWER_LESS_NOTHING, text);
		/* only after a clear refusal may another robot say it */
		assert_int_equal(answer.unheard, answer.class != ANSWER_OK && answer.class != ANSWER_RETRY);
	}
}

static void what_the_service_said_is_kept_on_one_line(void **state)
{
	struct answer answer;
	const char body[] = "{\"errcode\":300005,\"errmsg\":\"token\\r\\n is\\u0000not \xff exist\"}";
	answer_read(&answer, 200, body, strlen(body));
	assert_null(strpbrk(answer.said, "\r\n"));

	const char good[] = E(300005, "token is not exist");
	answer_read(&answer, 200, good, strlen(good));
	assert_string_equal(answer.said, "token is not exist");
}

static void the_codes_of_four_refusals_have_four_remedies(void **state)
{
	static const char *const bodies[] = {E(310000, "关键词不匹配"), E(310000, "签名不匹配"),
		E(310000, "签名过期"), E(310000, "不在白名单中")};
	const char *remedies[COUNT(bodies)];

	for (size_t i = 0; i < COUNT(bodies); i++) {
		struct answer answer;
		answer_read(&answer, 200, bodies[i], strlen(bodies[i]));
		remedies[i] = answer.remedy;
		for (size_t j = 0; j < i; j++) {
			assert_string_not_equal(remedies[i], remedies[j]);
		}
	}
}

static void only_what_is_not_known_gives_up(void **state)
{
	struct answer answer;
	answer_read(&answer, 200, E(-1, "系统繁忙"), strlen(E(-1, "系统繁忙")));
	assert_int_equal(answer.attempts, 0);
	answer_read(&answer, 200, E(500100, "系统异常"), strlen(E(500100, "系统异常")));
	assert_true(answer.attempts > 1);
	answer_read(&answer, 200, E(123456, "?"), strlen(E(123456, "?")));
	assert_true(answer.attempts > 1);
}

struct other {
	long status;
	const char *body;
	enum answer_class class;
};

#define TENGINE(title) \
	"<html><head><title>" title "</title></head>Powered by DingTalk/1.0.0<hr>tengine</html>"

static const struct other others[] = {
	{200, "", ANSWER_RETRY},
	{200, "   ", ANSWER_RETRY},
	{200, "{\"errcode\":0,\"errmsg\":\"o", ANSWER_RETRY},
	{200, "{\"errmsg\":\"ok\"}", ANSWER_RETRY},
	{200, "{\"errcode\":null}", ANSWER_RETRY},
	{200, "{\"errcode\":\"\"}", ANSWER_RETRY},
	{200, "{\"errcode\":\"0x\"}", ANSWER_RETRY},
	{200, "{\"errcode\":0.0}", ANSWER_RETRY},
	{200, "{\"errcode\":[0]}", ANSWER_RETRY},
	{200, "[0]", ANSWER_RETRY},
	{200, "0", ANSWER_RETRY},
	{200, "ok", ANSWER_RETRY},
	{200, "{\"code\":\"Throttling\",\"message\":\"x\",\"requestid\":\"y\"}", ANSWER_RETRY},
	{200, TENGINE("405 Not Allowed"), ANSWER_RETRY},
	{400, TENGINE("400 The plain HTTP request was sent to HTTPS port"), ANSWER_RETRY},
	{403, TENGINE("403 Forbidden"), ANSWER_RETRY},
	{407, "", ANSWER_RETRY},
	{500, TENGINE("500"), ANSWER_RETRY},
	{502, TENGINE("502 Bad Gateway"), ANSWER_RETRY},
	{503, "", ANSWER_RETRY},
	{504, "", ANSWER_RETRY},
	{500, E(0, "ok"), ANSWER_RETRY},
	{201, E(0, "ok"), ANSWER_RETRY},
	{301, "", ANSWER_BROKEN},
	{302, E(0, "ok"), ANSWER_BROKEN},
	{307, "", ANSWER_BROKEN},
	{414, TENGINE("414 Request-URI Too Large"), ANSWER_BROKEN},
	{400, E(300005, "token is not exist"), ANSWER_BROKEN},
	{500, E(660026, "sending too many messages per minute"), ANSWER_THROTTLED},
};

static void what_is_not_the_robots_answer_is_never_success(void **state)
{
	for (size_t i = 0; i < COUNT(others); i++) {
		struct answer answer;
		answer_read(&answer, others[i].status, others[i].body, strlen(others[i].body));
		if (answer.class != others[i].class) {
			print_error("%ld %s\n", others[i].status, others[i].body);
		}
		assert_int_equal(answer.class, others[i].class);
		assert_int_equal(answer.attempts, 0); /* the message is not to blame */
	}
}

static void the_firewall_stops_the_whole_host_for_five_minutes(void **state)
{
	static const char *const bodies[] = {
		"{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"0\"}",
		"{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"errcode\":130101,"
		"\"errmsg\":\"send too fast\"}",
	};
	for (size_t i = 0; i < COUNT(bodies); i++) {
		struct answer answer;
		answer_read(&answer, 200, bodies[i], strlen(bodies[i]));
		assert_int_equal(answer.class, ANSWER_RETRY);
		assert_true(answer.host && answer.unheard);
		assert_int_equal(answer.least_ms, 300000);
	}
}

static void bytes_of_any_kind_are_survived(void **state)
{
	char *huge = malloc(65536);
	struct answer answer;
	for (unsigned seed = 0; seed < 300; seed++) {
		size_t len = seed % 3 ? seed : 65536;
		for (size_t i = 0; i < len; i++) {
			huge[i] = (char)(rand_r(&seed) & 0xff);
		}
		answer_read(&answer, 200, huge, len);
		assert_int_not_equal(answer.class, ANSWER_OK);
		assert_true(memchr(answer.said, '\0', sizeof(answer.said)) != NULL);
	}
	memset(huge, '[', 65536); /* nested too deep */
	answer_read(&answer, 200, huge, 65536);
	assert_int_equal(answer.class, ANSWER_RETRY);
	free(huge);
}

static void a_request_without_an_answer_is_tried_again(void **state)
{
	for (int fault = ANSWER_FAULT_RESOLVE; fault <= ANSWER_FAULT_OTHER; fault++) {
		struct answer answer;
		answer_unreached(
			&answer, (enum answer_fault)fault, fault >= ANSWER_FAULT_TIMEOUT, "said\nso");
		assert_int_equal(answer.unheard, fault < ANSWER_FAULT_TIMEOUT);
		assert_int_equal(answer.class, ANSWER_RETRY);
		assert_int_equal(answer.attempts, 0);
		assert_true(*answer.problem);
		assert_string_equal(answer.said, "said so");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_known_answer_has_its_class),
		cmocka_unit_test(what_the_service_said_is_kept_on_one_line),
		cmocka_unit_test(the_codes_of_four_refusals_have_four_remedies),
		cmocka_unit_test(only_what_is_not_known_gives_up),
		cmocka_unit_test(what_is_not_the_robots_answer_is_never_success),
		cmocka_unit_test(the_firewall_stops_the_whole_host_for_five_minutes),
		cmocka_unit_test(bytes_of_any_kind_are_survived),
		cmocka_unit_test(a_request_without_an_answer_is_tried_again),
	};
	return cmocka_run_group_tests_name("answer", tests, NULL, NULL);
}
