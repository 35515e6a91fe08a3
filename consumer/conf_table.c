#include "consumer/conf_table.h"

#include <string.h>
#include "consumer/conf.h"

#define AT(field)       offsetof(struct conf, field)
#define OF(kind, field) offsetof(struct conf_##kind, field)
#define KEY(section_, key_, type_, standard_, offset_, help_, ...)                                         \
	{                                                                                                  \
		.section = section_, .key = key_, .type = type_, .standard = standard_, .offset = offset_, \
		.help = help_, __VA_ARGS__                                                                 \
	}
#define RANGE(least_, most_) .least = least_, .most = most_
#define SECRET               .secret = true

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, YEAR = 365 * DAY };

/* one key a paragraph, as in the document */
/* clang-format off */
const struct conf_key conf_keys[] = {
	KEY(CONF_QUEUE, "redis", CONF_REDIS, "redis://127.0.0.1:6379/0", AT(queue.redis),
		"where the queue is: redis://, rediss://, unix://, sentinel:// or cluster://, as in errnotice.redis",
		SECRET),
	KEY(CONF_QUEUE, "stream", CONF_TEXT, "errnotice:events", AT(queue.stream),
		"the stream's key, the extension's errnotice.stream", RANGE(1, 255)),
	KEY(CONF_QUEUE, "group", CONF_TEXT, "errnotice", AT(queue.group),
		"the consumer group; all consumers of one store use the same", RANGE(1, 255)),
	KEY(CONF_QUEUE, "name", CONF_TEXT, "", AT(queue.name),
		"this consumer's name in the group; empty: host-pid", RANGE(0, 255)),
	KEY(CONF_QUEUE, "batch", CONF_INT, "1000", AT(queue.batch),
		"entries read and counted in one transaction, fewer when they are larger than 4 MiB together",
		RANGE(1, 10000)),
	KEY(CONF_QUEUE, "claim_after", CONF_MS, "15s", AT(queue.claim_after_ms),
		"an entry that another consumer read and did not finish for so long is taken over",
		RANGE(1000, DAY * 1000)),

	KEY(CONF_STORE, "url", CONF_ADDRESS, "sqlite:/var/lib/errnotice/errnotice.db", AT(store.address),
		"the store: sqlite:PATH, or mysql://[user[:password]@]host[:port]/[database][?socket=…&ca=…&cert=…&key=…]", SECRET),
	KEY(CONF_STORE, "keep_events", CONF_INT, "20", AT(store.keep_events),
		"newest events kept an issue", RANGE(1, 1000)),
	KEY(CONF_STORE, "keep_minutes", CONF_SECONDS, "90d", AT(store.keep_minutes_s),
		"counts by the minute; older ones are added up by day", RANGE(DAY, 10LL * YEAR)),
	KEY(CONF_STORE, "keep_days", CONF_SECONDS, "3y", AT(store.keep_days_s),
		"counts by the day, issues that did not come again, what could not be read or was dropped",
		RANGE(DAY, 100LL * YEAR)),
	KEY(CONF_STORE, "keep_ids", CONF_SECONDS, "7d", AT(store.keep_ids_s),
		"ids remembered, so that an event sent again is not counted again", RANGE(DAY, 10LL * YEAR)),

	KEY(CONF_ROBOT, "webhook", CONF_WEBHOOK, NULL, OF(robot, webhook),
		"the robot's address with its access_token, as DingTalk shows it; http:// only on this host", SECRET),
	KEY(CONF_ROBOT, "secret", CONF_TEXT, "", OF(robot, secret),
		"the signing secret (SEC…); empty: the robot does not ask for signatures", SECRET),
	KEY(CONF_ROBOT, "keyword", CONF_TEXT, "", OF(robot, keyword),
		"a custom keyword of the robot; stands in every message"),
	KEY(CONF_ROBOT, "rate", CONF_RATE, "18/60s", OF(robot, rate),
		"messages in a time, at most 20 a minute: more, and DingTalk silences the robot for ten"),
	KEY(CONF_ROBOT, "reserve", CONF_INT, "6", OF(robot, reserve),
		"of these, kept for issues never seen before", RANGE(0, 1000)),
	KEY(CONF_ROBOT, "month", CONF_INT, "0", OF(robot, month),
		"messages in a calendar month of the robot's timezone; 0: as many as there are", RANGE(0, 1000000000)),
	KEY(CONF_ROBOT, "proxy", CONF_TEXT, "", OF(robot, proxy),
		"an HTTP or SOCKS proxy on the way to DingTalk", SECRET),
	KEY(CONF_ROBOT, "ca_file", CONF_TEXT, "", OF(robot, ca_file),
		"certificates to trust instead of the system's"),
	KEY(CONF_ROBOT, "language", CONF_CHOICE, "zh", OF(robot, language),
		"of the messages", .words = "zh|en|both"),
	KEY(CONF_ROBOT, "timezone", CONF_ZONE, "", OF(robot, timezone),
		"of the times in messages, like Asia/Shanghai; empty: the system's"),
	KEY(CONF_ROBOT, "timeout", CONF_MS, "5s", OF(robot, timeout_ms),
		"for one request to DingTalk", RANGE(100, 60000)),
	KEY(CONF_ROBOT, "ipv4", CONF_BOOL, "no", OF(robot, ipv4),
		"use IPv4 only: DingTalk's list of allowed addresses knows no IPv6"),
	KEY(CONF_ROBOT, "fallback", CONF_TEXT, "", OF(robot, fallback_name),
		"a robot that says what this one has to say while this one is left alone"),

	KEY(CONF_ROUTE, "codes", CONF_CODE_LIST, "", OF(route, codes),
		"codes, ranges and patterns, as in errnotice.codes; empty: any"),
	KEY(CONF_ROUTE, "ignore_codes", CONF_CODE_LIST, "", OF(route, ignore_codes),
		"codes that this route does not take; wins over codes"),
	KEY(CONF_ROUTE, "apps", CONF_NAME_LIST, "", OF(route, apps),
		"errnotice.app; names and patterns, empty: any"),
	KEY(CONF_ROUTE, "environments", CONF_NAME_LIST, "", OF(route, environments),
		"errnotice.environment"),
	KEY(CONF_ROUTE, "classes", CONF_NAME_LIST, "", OF(route, classes),
		"the exception's class, like App\\Order\\*"),
	KEY(CONF_ROUTE, "paths", CONF_NAME_LIST, "", OF(route, paths),
		"what made it unhandled: fatal, handler, boundary, response, report"),
	KEY(CONF_ROUTE, "hosts", CONF_NAME_LIST, "", OF(route, hosts),
		"the host it happened on"),
	KEY(CONF_ROUTE, "robot", CONF_TEXT, "", OF(route, robot_list),
		"who is told: a robot, several, or none to count only; empty: the only robot"),
	KEY(CONF_ROUTE, "mention", CONF_MENTION_LIST, "", OF(route, mention),
		"mobile numbers, user:ID, or all"),
	KEY(CONF_ROUTE, "mention_names", CONF_TEXT, "", OF(route, mention.names),
		"said beside the mention: people outside the group see numbers masked"),
	KEY(CONF_ROUTE, "threshold", CONF_THRESHOLD, "1/1m", OF(route, threshold),
		"an issue must come so often in such a time before its first message"),
	KEY(CONF_ROUTE, "repeat", CONF_SECONDS, "10m", OF(route, repeat_s),
		"an issue is told at most once in so long, with the count since", RANGE(0, 30 * DAY)),
	KEY(CONF_ROUTE, "escalate", CONF_ESCALATE, "", OF(route, escalate),
		"N/M robot=NAME mention=LIST: an issue that comes so often is told at once, by that robot, and to them as well"),
	KEY(CONF_ROUTE, "back_after", CONF_SECONDS, "24h", OF(route, back_after_s),
		"an issue that comes after so long a time without it is back: told at once, as a new one",
		RANGE(60, 10LL * YEAR)),
	KEY(CONF_ROUTE, "recovered", CONF_PAUSE, "off", OF(route, recovered_s),
		"an issue that was told and did not come for so long is over, and that is told; or off",
		RANGE(60, 30 * DAY)),
	KEY(CONF_ROUTE, "quiet", CONF_QUIET, "", OF(route, quiet),
		"hours in which nothing is told, like 23:00-07:00 Asia/Shanghai; it comes afterwards"),
	KEY(CONF_ROUTE, "template", CONF_TEXT, "", OF(route, template_file),
		"a file with the text of a message about one issue, and of its line in a digest; empty: built-in"),
	KEY(CONF_ROUTE, "link", CONF_LINK, "", OF(route, link),
		"a URL under each issue, with {id}, {fp} and {trace_id}"),
	KEY(CONF_ROUTE, "continue", CONF_BOOL, "no", OF(route, go_on),
		"yes: the routes after this one are asked as well"),

	KEY(CONF_CODES, "file", CONF_TEXT, "", AT(dictionary),
		"the team's dictionary of codes"),

	KEY(CONF_TITLE, "title", CONF_TEXT, NULL, OF(title, title),
		"what the code means, in the team's words"),
	KEY(CONF_TITLE, "severity", CONF_CHOICE, "error", OF(title, severity),
		"puts the grave ones first in a digest", .words = "critical|error|warning"),
	KEY(CONF_TITLE, "owner", CONF_MENTION_LIST, "", OF(title, owner),
		"who is mentioned for it: mobile numbers or user:ID"),
	KEY(CONF_TITLE, "link", CONF_LINK, "", OF(title, link),
		"the runbook"),

	KEY(CONF_SUMMARY, "at", CONF_DAILY, "", AT(summary.at),
		"when the day before is told, every day, like 09:00 Asia/Shanghai; empty: never"),
	KEY(CONF_SUMMARY, "robot", CONF_TEXT, "", AT(summary.robot_name),
		"who is told: a robot, or none; empty: the robot of the first route that has one"),

	KEY(CONF_HOSTS, "silent_after", CONF_PAUSE, "off", AT(hosts.silent_after_s),
		"a host whose heartbeat stops for so long is told, and again when it is back; or off",
		RANGE(2 * MINUTE, 7 * DAY)),
	KEY(CONF_HOSTS, "robot", CONF_TEXT, "", AT(hosts.robot_name),
		"who is told of hosts and of the queue: a robot, or none; empty: the robot of the first route that has one"),

	KEY(CONF_HTTP, "listen", CONF_LISTEN, "127.0.0.1:9479", AT(http.listen),
		"address:port of /metrics, /healthz and /readyz; empty: off"),
	KEY(CONF_HTTP, "token", CONF_TEXT, "", AT(http.token),
		"asked for as `Authorization: Bearer …`; must be set when listen is not loopback", SECRET),

	KEY(CONF_SPOOL, "path", CONF_TEXT, "/var/spool/errnotice", AT(spool.path),
		"for relay: the folder that errnotice.spool names on this host", RANGE(1, 255)),
	KEY(CONF_SPOOL, "stream_limit", CONF_INT, "100000", AT(spool.stream_limit),
		"entries in the queue, as errnotice.stream_limit, above which the spool waits", RANGE(1, 1000000000)),
	KEY(CONF_SPOOL, "rate", CONF_INT, "5000", AT(spool.rate),
		"events a second that it sends at most", RANGE(1, 1000000)),

	KEY(CONF_LOG, "level", CONF_CHOICE, "info", AT(log.level),
		"least grave line that is written", .words = "debug|info|warn|error"),
	KEY(CONF_LOG, "format", CONF_SWITCH, "text", AT(log.json),
		"of a line", .words = "text|json"),
};
/* clang-format on */

const size_t conf_key_count = sizeof(conf_keys) / sizeof(*conf_keys);

static const char *const section_words[CONF_SECTIONS] = {
	[CONF_QUEUE] = "queue",
	[CONF_STORE] = "store",
	[CONF_ROBOT] = "robot",
	[CONF_ROUTE] = "route",
	[CONF_CODES] = "codes",
	[CONF_SUMMARY] = "summary",
	[CONF_HOSTS] = "hosts",
	[CONF_HTTP] = "http",
	[CONF_SPOOL] = "spool",
	[CONF_LOG] = "log",
};

const char *conf_section_word(enum conf_section section)
{
	return section_words[section];
}

bool conf_section_is_named(enum conf_section section)
{
	return section == CONF_ROBOT || section == CONF_ROUTE || section == CONF_TITLE;
}

const struct conf_key *conf_key_find(enum conf_section section, const char *key)
{
	for (size_t i = 0; i < conf_key_count; i++) {
		if (conf_keys[i].section == section && strcmp(conf_keys[i].key, key) == 0) {
			return &conf_keys[i];
		}
	}
	return NULL;
}
