#include "consumer/conf_mention.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/conf_ini.h"

static const char separators[] = ", \t";

static size_t count_digits(const char *text, size_t len)
{
	size_t digits = 0;

	while (digits < len && isdigit((unsigned char)text[digits])) {
		digits++;
	}
	return digits;
}

/* 13800138000 with all its digits, or +852-12345678: DingTalk wants the hyphen behind the country's number. */
static bool is_mobile(const char *text, size_t len)
{
	if (*text != '+') {
		return *text == '1' && len == 11 && count_digits(text, len) == len;
	}
	size_t country = count_digits(text + 1, len - 1), at = country + 2;
	if (country == 0 || at > len || text[at - 1] != '-') {
		return false;
	}
	size_t number = count_digits(text + at, len - at);
	return number > 0 && at + number == len && country + number >= 5 && country + number <= 15;
}

static bool is_user(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!isalnum((unsigned char)text[i]) && !strchr("_-.$:", text[i])) {
			return false;
		}
	}
	return len > 0 && len <= 64;
}

static void add(char ***list, size_t *count, const char *text, size_t len)
{
	*list = conf_grow(*list, *count, sizeof(**list));
	(*list)[(*count)++] = conf_copy(text, len);
}

static bool parse_one(struct conf_mention *mention, const char *text, size_t len, struct errnotice_err *err)
{
	static const char user[] = "user:";
	size_t prefix = strlen(user);

	if (len == 3 && strncmp(text, "all", 3) == 0) {
		mention->all = true;
	} else if (is_mobile(text, len)) {
		add(&mention->mobiles, &mention->mobile_count, text, len);
	} else if (len > prefix && strncmp(text, user, prefix) == 0 && is_user(text + prefix, len - prefix)) {
		add(&mention->users, &mention->user_count, text + prefix, len - prefix);
	} else {
		return errnotice_err_set(err,
			"`%.*s` is neither a mobile number (13800138000, +852-12345678) nor user:ID nor all",
			(int)(len < 64 ? len : 64), text);
	}
	return true;
}

bool conf_mention_parse(struct conf_mention *mention, const char *text, struct errnotice_err *err)
{
	while (*(text += strspn(text, separators))) {
		size_t len = strcspn(text, separators);
		if (!parse_one(mention, text, len, err)) {
			return false;
		}
		text += len;
	}
	if (mention->mobile_count + mention->user_count > CONF_MENTION_MOST) {
		return errnotice_err_set(
			err, "names more than %d people, DingTalk's limit", CONF_MENTION_MOST);
	}
	return true;
}

void conf_mention_clear(struct conf_mention *mention)
{
	for (size_t i = 0; i < mention->mobile_count; i++) {
		free(mention->mobiles[i]);
	}
	for (size_t i = 0; i < mention->user_count; i++) {
		free(mention->users[i]);
	}
	free(mention->mobiles);
	free(mention->users);
}
