#include "consumer/conf_value.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "common/tls.h"
#include "consumer/conf.h"
#include "consumer/conf_address.h"
#include "consumer/conf_daily.h"
#include "consumer/conf_ini.h"
#include "consumer/conf_mention.h"
#include "consumer/conf_quiet.h"
#include "consumer/conf_threshold.h"
#include "consumer/duration.h"

/* What a parser gets: `into` is the field. */
#define PARSER(name) \
	static bool name(void *into, const char *text, const struct conf_key *key, struct errnotice_err *err)

static char *copy(const char *text)
{
	return conf_copy(text, strlen(text));
}

PARSER(parse_text)
{
	if (key->most > 0 && ((int64_t)strlen(text) < key->least || (int64_t)strlen(text) > key->most)) {
		return errnotice_err_set(
			err, "must have %" PRId64 " to %" PRId64 " bytes", key->least, key->most);
	}
	*(char **)into = copy(text);
	return true;
}

PARSER(parse_redis)
{
	(void)key;
	const struct errnotice_redis_url *url = into;

	if (!errnotice_redis_url_parse(into, text, err)) {
		return false;
	}
	/* what cannot be read now could not be read later */
	struct errnotice_tls_trust *trust = url->tls ? errnotice_tls_trust_new(url, err) : NULL;
	errnotice_tls_trust_free(trust);
	return !url->tls || trust;
}

PARSER(parse_address)
{
	(void)key;
	return address_parse(into, text, err);
}

/* --- numbers --- */

static bool parse_number(int64_t *into, const char *text, const char **end)
{
	char *rest;

	if (!isdigit((unsigned char)*text)) {
		return false;
	}
	errno = 0;
	*into = strtoll(text, &rest, 10);
	*end = rest;
	return errno == 0;
}

PARSER(parse_int)
{
	const char *end;
	int64_t number;

	if (!parse_number(&number, text, &end) || *end || number < key->least || number > key->most) {
		return errnotice_err_set(
			err, "must be a number from %" PRId64 " to %" PRId64, key->least, key->most);
	}
	*(int *)into = (int)number;
	return true;
}

static bool parse_duration(
	int64_t *ms, const char *text, int64_t least_ms, int64_t most_ms, struct errnotice_err *err)
{
	char least[DURATION_TEXT], most[DURATION_TEXT];

	if (!duration_read(ms, text)) {
		return errnotice_err_set(
			err, "must be a duration with its unit, like 500ms, 30s, 10m, 24h or 7d");
	}
	duration_show(least, least_ms);
	duration_show(most, most_ms);
	return (*ms >= least_ms && *ms <= most_ms)
	       || errnotice_err_set(err, "must be from %s to %s", least, most);
}

PARSER(parse_ms)
{
	int64_t ms;

	if (!parse_duration(&ms, text, key->least, key->most, err)) {
		return false;
	}
	*(int *)into = (int)ms;
	return true;
}

PARSER(parse_seconds)
{
	int64_t ms;

	if (!parse_duration(&ms, text, key->least * 1000, key->most * 1000, err)) {
		return false;
	}
	if (ms % 1000) {
		return errnotice_err_set(err, "must be whole seconds");
	}
	*(int64_t *)into = ms / 1000;
	return true;
}

PARSER(parse_pause)
{
	if (strcmp(text, "off") == 0) {
		*(int64_t *)into = 0;
		return true;
	}
	return parse_seconds(into, text, key, err);
}

PARSER(parse_rate)
{
	(void)key;
	_Static_assert(offsetof(struct conf_robot, rate_s) == offsetof(struct conf_robot, rate) + sizeof(int),
		"a rate is two ints");
	int64_t messages, ms;
	const char *slash;

	if (!parse_number(&messages, text, &slash) || *slash != '/' || !duration_read(&ms, slash + 1)
		|| messages < 1 || ms < 1000 || ms % 1000 || ms > 3600000) {
		return errnotice_err_set(err, "must be messages in a time of 1s to 1h, like 18/60s");
	}
	/* DingTalk counts in any 60 s: what is sent in one go of a longer time falls into one minute */
	int64_t windows = ms >= 60000 ? 1 : (60000 + ms - 1) / ms;
	if (messages > 20 / windows) {
		return errnotice_err_set(err, "is more than 20 messages in some minute, for which DingTalk "
					      "silences a robot for ten");
	}
	((int *)into)[0] = (int)messages;
	((int *)into)[1] = (int)(ms / 1000);
	return true;
}

PARSER(parse_threshold)
{
	(void)key;
	return conf_threshold_parse(into, text, err);
}

PARSER(parse_escalate)
{
	(void)key;
	return conf_escalate_parse(into, text, err);
}

/* --- words --- */

static bool find_word(int *place, const char *text, const char *words)
{
	size_t len = strlen(text);
	for (*place = 0;; (*place)++) {
		size_t word = strcspn(words, "|");
		if (word == len && strncmp(words, text, len) == 0) {
			return true;
		}
		if (!words[word]) {
			return false;
		}
		words += word + 1;
	}
}

static bool no_word(const char *words, struct errnotice_err *err)
{
	char list[128] = "";
	size_t at = 0;
	for (; *words && at + 4 < sizeof(list); words++) {
		at += (size_t)snprintf(list + at, sizeof(list) - at, *words == '|' ? ", " : "%c", *words);
	}
	return errnotice_err_set(err, "must be one of: %s", list);
}

PARSER(parse_choice)
{
	return find_word(into, text, key->words) || no_word(key->words, err);
}

PARSER(parse_switch)
{
	int place;

	if (!find_word(&place, text, key->words)) {
		return no_word(key->words, err);
	}
	*(bool *)into = place == 1;
	return true;
}

PARSER(parse_bool)
{
	(void)key;
	int place;

	if (!find_word(&place, text, "no|yes|off|on|false|true|0|1")) {
		return errnotice_err_set(err, "must be yes or no");
	}
	*(bool *)into = place % 2 == 1;
	return true;
}

/* --- lists and addresses --- */

PARSER(parse_codes)
{
	(void)key;
	struct errnotice_codes *codes = errnotice_codes_parse(text, strlen(text), err);

	if (codes && errnotice_codes_empty(codes)) {
		errnotice_codes_free(codes);
		return true;
	}
	*(struct errnotice_codes **)into = codes;
	return codes;
}

PARSER(parse_names)
{
	(void)key;
	struct errnotice_names *names = errnotice_names_parse(text, strlen(text), err);

	if (names && errnotice_names_empty(names)) {
		errnotice_names_free(names);
		return true;
	}
	*(struct errnotice_names **)into = names;
	return names;
}

PARSER(parse_mention)
{
	(void)key;
	return conf_mention_parse(into, text, err);
}

PARSER(parse_webhook)
{
	(void)key;
	if (!conf_address_check_webhook(text, err)) {
		return false;
	}
	*(char **)into = copy(text);
	return true;
}

PARSER(parse_link)
{
	(void)key;
	if (!conf_address_check_link(text, err)) {
		return false;
	}
	*(char **)into = copy(text);
	return true;
}

PARSER(parse_zone)
{
	(void)key;
	if (!conf_address_check_zone(text, err)) {
		return false;
	}
	*(char **)into = copy(text);
	return true;
}

PARSER(parse_quiet)
{
	(void)key;
	return conf_quiet_parse(into, text, err);
}

PARSER(parse_daily)
{
	(void)key;
	return conf_daily_parse(into, text, err);
}

PARSER(parse_listen)
{
	(void)key;
	return conf_address_parse_listen(into, text, err);
}

/* --- clear --- */

static void clear_nothing(void *field)
{
	(void)field;
}

static void clear_text(void *field)
{
	free(*(char **)field);
}

static void clear_codes(void *field)
{
	errnotice_codes_free(*(struct errnotice_codes **)field);
}

static void clear_names(void *field)
{
	errnotice_names_free(*(struct errnotice_names **)field);
}

static void clear_mention(void *field)
{
	conf_mention_clear(field);
}

static void clear_quiet(void *field)
{
	conf_quiet_clear(field);
}

static void clear_daily(void *field)
{
	conf_daily_clear(field);
}

static void clear_escalate(void *field)
{
	conf_escalate_clear(field);
}

static void clear_listen(void *field)
{
	free(((struct conf_listen *)field)->host);
}

static const struct {
	bool (*parse)(void *into, const char *text, const struct conf_key *key, struct errnotice_err *err);
	void (*clear)(void *field);
} types[] = {
	[CONF_TEXT] = {parse_text, clear_text},
	[CONF_REDIS] = {parse_redis, clear_nothing},
	[CONF_ADDRESS] = {parse_address, clear_nothing},
	[CONF_INT] = {parse_int, clear_nothing},
	[CONF_MS] = {parse_ms, clear_nothing},
	[CONF_SECONDS] = {parse_seconds, clear_nothing},
	[CONF_PAUSE] = {parse_pause, clear_nothing},
	[CONF_RATE] = {parse_rate, clear_nothing},
	[CONF_THRESHOLD] = {parse_threshold, clear_nothing},
	[CONF_ESCALATE] = {parse_escalate, clear_escalate},
	[CONF_BOOL] = {parse_bool, clear_nothing},
	[CONF_CHOICE] = {parse_choice, clear_nothing},
	[CONF_SWITCH] = {parse_switch, clear_nothing},
	[CONF_WEBHOOK] = {parse_webhook, clear_text},
	[CONF_ZONE] = {parse_zone, clear_text},
	[CONF_QUIET] = {parse_quiet, clear_quiet},
	[CONF_DAILY] = {parse_daily, clear_daily},
	[CONF_LINK] = {parse_link, clear_text},
	[CONF_LISTEN] = {parse_listen, clear_listen},
	[CONF_CODE_LIST] = {parse_codes, clear_codes},
	[CONF_NAME_LIST] = {parse_names, clear_names},
	[CONF_MENTION_LIST] = {parse_mention, clear_mention},
};

bool conf_value_set(void *owner, const struct conf_key *key, const char *text, struct errnotice_err *err)
{
	return types[key->type].parse((char *)owner + key->offset, text, key, err);
}

void conf_value_clear(void *owner, const struct conf_key *key)
{
	types[key->type].clear((char *)owner + key->offset);
}
