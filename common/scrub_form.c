#include "common/scrub_form.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* --- numbers --- */

/* ISO/IEC 7812-1, annex B */
static bool is_card(struct errnotice_span digits)
{
	unsigned sum = 0;

	if (digits.len < 16 || digits.len > 19)
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		unsigned digit = (unsigned char)digits.data[digits.len - 1 - i] - (unsigned)'0';

		if (i % 2)
			digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
		sum += digit;
	}
	return sum % 10 == 0;
}

/* GB 11643-1999: the last of 18 characters checks the others (ISO 7064, MOD 11-2). */
static bool is_id(struct errnotice_span word)
{
	unsigned sum = 0;
	char last;

	if (word.len != 18)
		return false;
	for (size_t i = 0; i < 17; i++)
		sum = (sum + (unsigned)(word.data[i] - '0')) * 2 % 11;
	last = "10X98765432"[sum];
	return word.data[17] == last || (last == 'X' && word.data[17] == 'x');
}

static bool is_mobile(struct errnotice_span digits, bool after_plus)
{
	if (after_plus && digits.len == 13 && memcmp(digits.data, "86", 2) == 0)
		digits = errnotice_span(digits.data + 2, 11);
	return digits.len == 11 && digits.data[0] == '1' && digits.data[1] >= '3';
}

bool errnotice_scrub_is_number(unsigned wanted, struct errnotice_span word, bool after_plus)
{
	size_t digits = 0;

	while (digits < word.len && is_digit(word.data[digits]))
		digits++;
	if (digits < 11 || (digits != word.len && !(digits == 17 && word.len == 18)))
		return false;
	if ((wanted & ERRNOTICE_SCRUB_ID) && is_id(word))
		return true;
	if (digits != word.len)
		return false;
	return ((wanted & ERRNOTICE_SCRUB_MOBILE) && is_mobile(word, after_plus))
	       || ((wanted & ERRNOTICE_SCRUB_CARD) && is_card(word));
}

/* --- numbers in groups, as people write them --- */

enum { GROUP = 4, GROUPS = 5, DIGITS = 19 };

/* Digits at `at`, more than a group has standing for many. */
static size_t digits_at(struct errnotice_span text, size_t at)
{
	size_t len = 0;

	while (at + len < text.len && len <= GROUP && is_digit(text.data[at + len]))
		len++;
	return len;
}

struct groups {
	char digits[DIGITS];
	size_t count;
	size_t len[GROUPS], end[GROUPS]; /* digits up to each, and where it ends in the text */
};

static bool add_group(struct groups *groups, struct errnotice_span text, size_t at, size_t len)
{
	size_t before = groups->count ? groups->len[groups->count - 1] : 0;

	if (len == 0 || len > GROUP || groups->count == GROUPS || before + len > DIGITS)
		return false;
	memcpy(groups->digits + before, text.data + at, len);
	groups->len[groups->count] = before + len;
	groups->end[groups->count++] = at + len;
	return true;
}

/* Groups of four behind a first of three or four, and a shorter last, with the same space or hyphen between them. */
static void read_groups(struct groups *groups, struct errnotice_span text, size_t at)
{
	size_t len = digits_at(text, at);
	char between = at + len < text.len ? text.data[at + len] : '\0';

	groups->count = 0;
	if (len < 3 || (between != ' ' && between != '-'))
		return;
	while (add_group(groups, text, at, len) && (groups->count == 1 || len == GROUP)) {
		at += len;
		if (at == text.len || text.data[at++] != between)
			return;
		len = digits_at(text, at);
	}
}

static bool ends_word(struct errnotice_span text, size_t at)
{
	return at == text.len || !(is_alnum(text.data[at]) || text.data[at] == '_');
}

static size_t end_of_groups(unsigned kinds, struct errnotice_span text, size_t at)
{
	struct groups groups;

	read_groups(&groups, text, at);
	for (size_t i = groups.count; i-- > 2;) {
		struct errnotice_span digits = errnotice_span(groups.digits, groups.len[i]);
		unsigned kind = groups.len[0] == GROUP ? ERRNOTICE_SCRUB_CARD : ERRNOTICE_SCRUB_MOBILE;
		if (ends_word(text, groups.end[i]) && errnotice_scrub_is_number(kinds & kind, digits, false))
			return groups.end[i];
	}
	return 0;
}

/* --- tokens --- */

/* What a token has behind its beginning: at least so many letters, digits and `more`. */
static const struct {
	const char *begins, *more;
	size_t least;
} tokens[] = {
	{"AKIA", "", 16},                   /* AWS */
	{"ASIA", "", 16}, {"LTAI", "", 12}, /* Alibaba Cloud */
	{"AKID", "", 28},                   /* Tencent Cloud */
	{"AIza", "_-", 35},                 /* Google */
	{"SEC", "", 64},                    /* a DingTalk robot's */
	{"ghp_", "", 36},                   /* GitHub */
	{"gho_", "", 36}, {"ghs_", "", 36}, {"ghu_", "", 36}, {"github_pat_", "_", 22},
	{"glpat-", "_-", 20},                     /* GitLab */
	{"xoxb-", "-", 20},                       /* Slack */
	{"xoxp-", "-", 20}, {"sk_live_", "", 16}, /* Stripe */
	{"rk_live_", "", 16}, {"sk-", "_-", 20},  /* OpenAI and those who took its form */
};

static bool begins(struct errnotice_span text, size_t at, const char *with)
{
	size_t len = strlen(with);

	return text.len - at >= len && memcmp(text.data + at, with, len) == 0;
}

static size_t run(struct errnotice_span text, size_t at, const char *more)
{
	size_t len = 0;

	while (at + len < text.len
		&& (is_alnum(text.data[at + len])
			|| (*more && text.data[at + len] && strchr(more, text.data[at + len]))))
		len++;
	return len;
}

static size_t end_of_token(struct errnotice_span text, size_t at)
{
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
		size_t from = at + strlen(tokens[i].begins);
		size_t len = begins(text, at, tokens[i].begins) ? run(text, from, tokens[i].more) : 0;

		if (len >= tokens[i].least)
			return from + len;
	}
	return 0;
}

/*
 * header.payload and perhaps more parts of base64url; the header is JSON: {"… begins eyJ.  What fails does so for
 * every beginning up to `none_before`.
 */
static size_t end_of_jwt(struct errnotice_span text, size_t at, size_t *none_before)
{
	enum { LEAST = 8 };
	size_t end = at, parts = 0, len = run(text, at, "_-");

	while (len >= LEAST || (len > 0 && parts >= 2)) {
		end += len;
		parts++;
		len = end < text.len && text.data[end] == '.' ? run(text, end + 1, "_-") : 0;
		end += len > 0;
	}
	if (parts >= 2)
		return end;
	*none_before = end + len;
	return 0;
}

size_t errnotice_scrub_form_end(unsigned kinds, struct errnotice_span text, size_t at, size_t *none_before)
{
	size_t end;

	if (is_digit(text.data[at]))
		return end_of_groups(kinds, text, at);
	if (!(kinds & ERRNOTICE_SCRUB_TOKEN))
		return 0;
	end = at >= *none_before && begins(text, at, "eyJ") ? end_of_jwt(text, at, none_before) : 0;
	return end ? end : end_of_token(text, at);
}
