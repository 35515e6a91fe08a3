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
	const char *problem, *remedy;
};

#define TOKEN_REMEDY   "copy the webhook URL from the robot's page again"
#define CONTENT_REMEDY "see the message in errnotice_notice; its events stay pending"
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

/* The first row whose code, and word if it has one, fits. */
static const struct answer_row answer_rows[] = {
	{0, NULL, ANSWER_OK, 0, 0, "accepted", ""},
	{-1, NULL, ANSWER_RETRY, 0, 0, "the service is busy", ""},

	{310000, "keyword", ANSWER_BROKEN, 0, 0, KEYWORD, KEYWORD_DO},
	{310000, "关键词", ANSWER_BROKEN, 0, 0, KEYWORD, KEYWORD_DO},
	{310000, "invalid timestamp", ANSWER_CLOCK, 0, 0, CLOCK, CLOCK_DO},
	{310000, "过期", ANSWER_CLOCK, 0, 0, CLOCK, CLOCK_DO},
	{310000, "sign", ANSWER_BROKEN, 0, 0, SIGN, SIGN_DO},
	{310000, "签名", ANSWER_BROKEN, 0, 0, SIGN, SIGN_DO},
	{310000, "whitelist", ANSWER_BROKEN, 0, 0, ADDRESS, ADDRESS_DO},
	{310000, "白名单", ANSWER_BROKEN, 0, 0, ADDRESS, ADDRESS_DO},
	{310000, "timestamp", ANSWER_CLOCK, 0, 0, CLOCK, CLOCK_DO},
	{310000, NULL, ANSWER_BROKEN, 0, 0, "the robot's security settings refuse the message",
		"compare keyword, secret and address list with the robot's page"},

	{130101, NULL, ANSWER_THROTTLED, 0, 0, THROTTLED, THROTTLED_DO},
	{410100, NULL, ANSWER_THROTTLED, 0, 0, THROTTLED, THROTTLED_DO},
	{660026, NULL, ANSWER_THROTTLED, 0, 0, THROTTLED, THROTTLED_DO},
	{450101, NULL, ANSWER_THROTTLED, 0, 0, THROTTLED, THROTTLED_DO},
	{90002, NULL, ANSWER_RETRY, 1000, 0, "the service as a whole has too many calls", ""},
	{90018, NULL, ANSWER_RETRY, 1000, 0, "too many calls a second", ""},
	{90020, NULL, ANSWER_THROTTLED, HOUR_MS, 0, "the organisation's monthly quota is used up",
		"ask the organisation's administrator"},
	{90030, NULL, ANSWER_THROTTLED, HOUR_MS, 0, "the webhook's daily limit is used up",
		"use a second robot, or a longer `repeat`"},

	{300001, NULL, ANSWER_BROKEN, 0, 0, "no robot has this access token", TOKEN_REMEDY},
	{300005, NULL, ANSWER_BROKEN, 0, 0, "no robot has this access token", TOKEN_REMEDY},
	{400101, NULL, ANSWER_BROKEN, 0, 0, "no robot has this access token", TOKEN_REMEDY},
	{400102, NULL, ANSWER_BROKEN, 0, 0, "the robot is switched off",
		"switch it on in the group's settings"},
	{400106, NULL, ANSWER_BROKEN, 0, 0, "the robot was deleted",
		"make a robot in the group and use its webhook URL"},
	{400013, NULL, ANSWER_BROKEN, 0, 0, "the group was dissolved", "make a robot in another group"},
	{40035, "access_token", ANSWER_BROKEN, 0, 0, "the webhook URL has no access token", TOKEN_REMEDY},
	{404, NULL, ANSWER_BROKEN, 0, 0, "the webhook URL is not a robot's", TOKEN_REMEDY},
	{88, NULL, ANSWER_BROKEN, 0, 0, "the service does not take the access token", TOKEN_REMEDY},
	{22, NULL, ANSWER_BROKEN, 0, 0, "the webhook URL's path is wrong", TOKEN_REMEDY},
	{43002, NULL, ANSWER_BROKEN, 0, 0, "the request arrived as another method than POST",
		"look for a relay or redirect between this host and DingTalk"},
	{43004, NULL, ANSWER_BROKEN, 0, 0, "the request arrived with another Content-Type",
		"look for a relay between this host and DingTalk"},

	{40035, NULL, ANSWER_REFUSED, 0, 0, "the service could not read the message", CONTENT_REMEDY},
	{400105, NULL, ANSWER_REFUSED, 0, 0, "the robot does not take this kind of message", CONTENT_REMEDY},
	{400402, NULL, ANSWER_REFUSED, 0, 0, "the message has no title", CONTENT_REMEDY},
	{400403, NULL, ANSWER_REFUSED, 0, 0, "the message has no text", CONTENT_REMEDY},
	{101002, NULL, ANSWER_REFUSED, 0, 0, "the message is too long", CONTENT_REMEDY},
	{460101, NULL, ANSWER_REFUSED, 0, 0, "the message is longer than 20,000 bytes", CONTENT_REMEDY},
	{430101, NULL, ANSWER_REFUSED, 0, 0, "the service holds a link in the message for unsafe",
		CONTENT_REMEDY},
	{430102, NULL, ANSWER_REFUSED, 0, 0, "the service does not want the text", CONTENT_REMEDY},
	{430103, NULL, ANSWER_REFUSED, 0, 0, "the service does not want an image", CONTENT_REMEDY},
	{430104, NULL, ANSWER_REFUSED, 0, 0, "the service does not want the content", CONTENT_REMEDY},
	{500100, NULL, ANSWER_RETRY, 0, FEW, "an error inside the service", CONTENT_REMEDY},
};

/* In the text of a code that has no row. */
static const char *const answer_throttle_words[] = {
	"fast", "frequen", "too many", "limit", "限流", "太快", "频繁"};

#endif
