/*
 * answer_table -- what is known of each errcode, and of the words that errcodes share.
 *
 * Rows are data: a code or a word that the service adds is a line here.  Included
 * by answer.c alone.
 */
#ifndef CONSUMER_ANSWER_TABLE_H
#define CONSUMER_ANSWER_TABLE_H

#include "consumer/deliver/answer.h"

enum { MINUTE_MS = 60000, HOUR_MS = 3600000, FEW = 8 };

struct answer_row {
	int64_t errcode;
	const char *word; /* in the text, ASCII without case; NULL: whatever it says */
	enum answer_class class;
	int64_t least_ms;
	int attempts;
	enum answer_less less;
	const char *problem, *remedy;
};

#define TOKEN_REMEDY   "copy the webhook URL from the robot's page again"
#define CONTENT_REMEDY "see it with errnotice-consumer notices --failed; its events stay pending"
#define THROTTLED      "the robot was asked for more than 20 messages a minute"
#define THROTTLED_DO   "wait; if other programs use the robot as well, lower `rate`"
#define CLOCK          "the signature's time is not the service's"
#define CLOCK_DO       "set this host's clock (NTP)"
#define KEYWORD        "the message holds none of the robot's keywords"
#define KEYWORD_DO     "set `keyword` to one of those on the robot's page"
#define SIGN           "the signature is not the robot's"
#define SIGN_DO        "copy the secret (SEC…) from the robot's page into `secret`"
#define ADDRESS        "this host's address is not on the robot's list"
#define ADDRESS_DO \
	"add this host's public IPv4 address to the robot's list; with IPv6 in the way set `ipv4 = yes`"

#define ROW(errcode_, word_, class_, problem_, remedy_, ...)                                                 \
	{                                                                                                    \
		.errcode = errcode_, .word = word_, .class = class_, .problem = problem_, .remedy = remedy_, \
		__VA_ARGS__                                                                                  \
	}

/* The first row whose code, and word if it has one, fits. */
static const struct answer_row answer_rows[] = {
	ROW(0, NULL, ANSWER_OK, "accepted", ""),
	ROW(-1, NULL, ANSWER_RETRY, "the service is busy", ""),

	ROW(310000, "keyword", ANSWER_BROKEN, KEYWORD, KEYWORD_DO),
	ROW(310000, "关键词", ANSWER_BROKEN, KEYWORD, KEYWORD_DO),
	ROW(310000, "invalid timestamp", ANSWER_CLOCK, CLOCK, CLOCK_DO),
	ROW(310000, "过期", ANSWER_CLOCK, CLOCK, CLOCK_DO),
	ROW(310000, "sign", ANSWER_BROKEN, SIGN, SIGN_DO),
	ROW(310000, "签名", ANSWER_BROKEN, SIGN, SIGN_DO),
	ROW(310000, "whitelist", ANSWER_BROKEN, ADDRESS, ADDRESS_DO),
	ROW(310000, "白名单", ANSWER_BROKEN, ADDRESS, ADDRESS_DO),
	ROW(310000, "timestamp", ANSWER_CLOCK, CLOCK, CLOCK_DO),
	ROW(310000, NULL, ANSWER_BROKEN, "the robot's security settings refuse the message",
		"compare keyword, secret and address list with the robot's page"),

	ROW(130101, NULL, ANSWER_THROTTLED, THROTTLED, THROTTLED_DO),
	ROW(410100, NULL, ANSWER_THROTTLED, THROTTLED, THROTTLED_DO),
	ROW(660026, NULL, ANSWER_THROTTLED, THROTTLED, THROTTLED_DO),
	ROW(450101, NULL, ANSWER_THROTTLED, THROTTLED, THROTTLED_DO),
	ROW(90002, NULL, ANSWER_RETRY, "the service as a whole has too many calls", "", .least_ms = 1000),
	ROW(90018, NULL, ANSWER_RETRY, "too many calls a second", "", .least_ms = 1000),
	ROW(90020, NULL, ANSWER_THROTTLED, "the organisation's monthly quota is used up",
		"ask the organisation's administrator", .least_ms = HOUR_MS),
	ROW(90030, NULL, ANSWER_THROTTLED, "the webhook's daily limit is used up",
		"use a second robot, or a longer `repeat`", .least_ms = HOUR_MS),

	ROW(300001, NULL, ANSWER_BROKEN, "no robot has this access token", TOKEN_REMEDY),
	ROW(300005, NULL, ANSWER_BROKEN, "no robot has this access token", TOKEN_REMEDY),
	ROW(400101, NULL, ANSWER_BROKEN, "no robot has this access token", TOKEN_REMEDY),
	ROW(400102, NULL, ANSWER_BROKEN, "the robot is switched off", "switch it on in the group's settings"),
	ROW(400106, NULL, ANSWER_BROKEN, "the robot was deleted",
		"make a robot in the group and use its webhook URL"),
	ROW(400013, NULL, ANSWER_BROKEN, "the group was dissolved", "make a robot in another group"),
	ROW(40035, "access_token", ANSWER_BROKEN, "the webhook URL has no access token", TOKEN_REMEDY),
	ROW(404, NULL, ANSWER_BROKEN, "the webhook URL is not a robot's", TOKEN_REMEDY),
	ROW(88, NULL, ANSWER_BROKEN, "the service does not take the access token", TOKEN_REMEDY),
	ROW(22, NULL, ANSWER_BROKEN, "the webhook URL's path is wrong", TOKEN_REMEDY),
	ROW(43002, NULL, ANSWER_BROKEN, "the request arrived as another method than POST",
		"look for a relay or redirect between this host and DingTalk"),
	ROW(43004, NULL, ANSWER_BROKEN, "the request arrived with another Content-Type",
		"look for a relay between this host and DingTalk"),

	ROW(40035, NULL, ANSWER_REFUSED, "the service could not read the message", CONTENT_REMEDY,
		.less = ANSWER_LESS_MARKS),
	ROW(400105, NULL, ANSWER_REFUSED, "the robot does not take this kind of message", CONTENT_REMEDY,
		.less = ANSWER_LESS_MARKS),
	ROW(400402, NULL, ANSWER_REFUSED, "the message has no title", CONTENT_REMEDY,
		.less = ANSWER_LESS_MARKS),
	ROW(400403, NULL, ANSWER_REFUSED, "the message has no text", CONTENT_REMEDY,
		.less = ANSWER_LESS_MARKS),
	ROW(101002, NULL, ANSWER_REFUSED, "the message is too long", CONTENT_REMEDY,
		.less = ANSWER_LESS_WORDS),
	ROW(460101, NULL, ANSWER_REFUSED, "the message is longer than 20,000 bytes", CONTENT_REMEDY,
		.less = ANSWER_LESS_WORDS),
	ROW(430101, NULL, ANSWER_REFUSED, "the service holds a link in the message for unsafe",
		CONTENT_REMEDY, .less = ANSWER_LESS_LINKS),
	ROW(430102, NULL, ANSWER_REFUSED, "the service does not want the text", CONTENT_REMEDY,
		.less = ANSWER_LESS_WORDS),
	ROW(430103, NULL, ANSWER_REFUSED, "the service does not want an image", CONTENT_REMEDY,
		.less = ANSWER_LESS_LINKS),
	ROW(430104, NULL, ANSWER_REFUSED, "the service does not want the content", CONTENT_REMEDY,
		.less = ANSWER_LESS_WORDS),
	ROW(500100, NULL, ANSWER_RETRY, "an error inside the service", CONTENT_REMEDY, .attempts = FEW,
		.less = ANSWER_LESS_MARKS),
};

#undef ROW

/* In the text of a code that has no row. */
static const char *const answer_throttle_words[] = {
	"fast", "frequen", "too many", "limit", "限流", "太快", "频繁"};

#endif
