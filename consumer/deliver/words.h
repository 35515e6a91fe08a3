/*
 * words -- the words of messages, in Chinese, in English, and in both.
 */
#ifndef CONSUMER_WORDS_H
#define CONSUMER_WORDS_H

#include "consumer/conf.h"

/* X(enumerator, Chinese, English): each on a line of its own, however long */
/* clang-format off */
#define WORDS(X)                                                      \
	X(CLASS, "异常类", "class")                                   \
	X(PLACE, "抛出位置", "thrown at")                             \
	X(FRAMES, "调用栈", "called from")                            \
	X(REQUEST, "请求", "request")                                 \
	X(SCRIPT, "脚本", "script")                                   \
	X(HOST, "主机", "host")                                       \
	X(RELEASE, "版本", "release")                                 \
	X(FIRST_SEEN, "首次出现", "first seen")                       \
	X(LAST_SEEN, "最后出现", "last seen")                         \
	X(LAST_TOLD, "上次通知", "last told")                         \
	X(TOTAL, "累计", "in all")                                    \
	X(ESCALATED, "升级", "escalated")                             \
	X(HOUR, "最近一小时", "last hour")                            \
	X(HOUR_BEFORE, "前一小时", "the hour before")                 \
	X(ID, "查询编号", "look up by")                               \
	X(LINK, "查看详情", "details")                                \
	X(RUNBOOK, "处理手册", "runbook")                             \
	X(ISSUES, "类错误", "issues")                                 \
	X(REST_ISSUES, "其余", "and")                                 \
	X(REST, "类错误", "more issues")                              \
	X(MORE, "项", "more")                                         \
	X(SINCE, "始于", "since")                                     \
	X(LOST, "丢失的错误", "errors lost")                          \
	X(LOST_HOSTS, "台主机", "hosts")                              \
	X(LOST_NOTE, "这些错误已经发生，但没能保存下来；其他任何计数都不包含它们。", \
		"These errors happened and could not be kept; they are in no other count.") \
	X(LOSS_NO_SLOT, "错误槽位已满（errnotice.slots）", "all slots were taken (errnotice.slots)") \
	X(LOSS_DAMAGED, "槽位内容已损坏", "a slot held no valid event") \
	X(LOSS_QUEUE, "队列（Redis）已确认收到，随后丢失", "the queue (Redis) had taken them, and lost them") \
	X(EPOCH, "消费组丢失并已重建", "group gone and made again")   \
	X(EPOCH_STREAMS, "个队列", "queues")                          \
	X(EPOCH_NOTE, "Redis 被清空、丢失了数据或发生了主从切换，或者有人删除了队列；其中尚未读取的错误可能已经丢失。", \
		"Redis was flushed, lost data or failed over, or somebody deleted the queue: errors that had not been " \
		"read by then may be lost.") \
	X(SILENCE, "静默期间未通知的错误", "muted by a silence that is over") \
	X(SILENCE_SEVERAL, "项静默", "silences")                      \
	X(SILENCE_NOTE, "静默已结束：这些错误在此期间发生、已计数，没有通知。", \
		"The silence is over: these errors happened meanwhile, were counted, and nobody was told.") \
	X(NOTICED, "发现于", "noticed")                               \
	X(SILENT, "心跳中断", "no heartbeat")                         \
	X(SILENT_NOTE, "这些主机已有这么久没有心跳：主机或 PHP 停了，或者没有请求。", \
		"These hosts have had no heartbeat for so long: they or their PHP are down, or have no requests.") \
	X(BACK, "心跳恢复", "heartbeat is back")                      \
	X(BACK_NOTE, "这些主机中断这么久之后又有了心跳。", "These hosts have a heartbeat again, after so long without one.") \
	X(DAY, "错误", "errors")                                      \
	X(DAY_BEFORE, "前一天", "the day before")                     \
	X(MUTED, "未通知的错误", "muted")                             \
	X(MUTED_SILENCE, "静默", "silences")                          \
	X(MUTED_THRESHOLD, "未达到阈值", "below a threshold")         \
	X(MUTED_ROUTE, "仅计数", "counted only")                      \
	X(MUTED_DROPPED, "人工放弃", "given up by hand")              \
	X(PENDING, "尚待通知的错误", "still to be told")              \
	X(GROUP, "消费组", "group")                                   \
	X(STUB, "消息内容被钉钉拒绝；在消费者所在主机上查询通知", \
		"DingTalk refused what this message said; on the consumer's host look up the notice") \
	X(ROBOT, "机器人", "robot")                                    \
	X(ROBOT_SILENT, "无法发言", "cannot speak")                   \
	X(ROBOT_NOTE, "在它恢复之前，它的消息由本机器人代发。", \
		"Until it works again, what it has to say is said here.") \
	X(TEST_TITLE, "errnotice 测试消息", "errnotice test message") \
	X(TEST, "收到本消息，说明机器人配置正确。", "The robot is configured correctly if you read this.")
/* clang-format on */

enum words_of {
#define X(name, zh, en) WORDS_##name,
	WORDS(X)
#undef X
		WORDS_COUNT
};

/* Static text. */
const char *words(enum conf_language language, enum words_of word);

#endif
