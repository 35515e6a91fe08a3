/*
 * words -- the words of messages, in Chinese, in English, and in both.
 */
#ifndef CONSUMER_WORDS_H
#define CONSUMER_WORDS_H

#include "consumer/conf.h"

/* X(enumerator, Chinese, English) */
#define WORDS(X)                                                      \
	X(CLASS, "异常类", "class")                                   \
	X(PLACE, "抛出位置", "thrown at")                             \
	X(FRAMES, "调用栈", "called from")                            \
	X(REQUEST, "请求", "request")                                 \
	X(SCRIPT, "脚本", "script")                                   \
	X(HOST, "主机", "host")                                       \
	X(RELEASE, "版本", "release")                                 \
	X(FIRST_SEEN, "首次出现", "first seen")                       \
	X(TOTAL, "累计", "in all")                                    \
	X(HOUR, "最近一小时", "last hour")                            \
	X(HOUR_BEFORE, "前一小时", "the hour before")                 \
	X(ID, "查询编号", "look up by")                               \
	X(LINK, "查看详情", "details")                                \
	X(RUNBOOK, "处理手册", "runbook")                             \
	X(ISSUES, "类错误", "issues")                                 \
	X(REST_ISSUES, "其余", "and")                                 \
	X(REST, "类错误", "more issues")                              \
	X(TEST_TITLE, "errnotice 测试消息", "errnotice test message") \
	X(TEST, "收到本消息，说明机器人配置正确。", "The robot is configured correctly if you read this.")

enum words_of {
#define X(name, zh, en) WORDS_##name,
	WORDS(X)
#undef X
		WORDS_COUNT
};

/* Static text. */
const char *words(enum conf_language language, enum words_of word);

#endif
