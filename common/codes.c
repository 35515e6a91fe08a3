#include "common/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include "common/glob.h"
#include "common/list.h"
#include "common/number.h"

struct range {
	int64_t from, to; /* both inclusive */
};

struct errnotice_codes {
	char *text;           /* owns the words */
	bool any;             /* `*` is in the list */
	bool none;            /* `0`: no code */
	struct range *ranges; /* by `from`, disjoint once merged */
	size_t range_count;
	struct errnotice_span *words; /* of exceptions */
	size_t word_count;
	struct errnotice_span *constants; /* begin with E_ */
	size_t constant_count;
	int64_t suspicious;
};

/* PHP's E_* constants but 0: what an unquoted name in php.ini becomes. */
static bool equals_constant(int64_t number)
{
	return number == 32767 || (number >= 1 && number <= 16384 && (number & (number - 1)) == 0);
}

static bool refuse(
	struct errnotice_err *err, struct errnotice_span list, struct errnotice_span item, const char *why)
{
	int shown = item.len > 64 ? 64 : (int)item.len;

	return errnotice_err_set(
		err, "\"%.*s\" at %zu: %s", shown, item.data, (size_t)(item.data - list.data) + 1, why);
}

/* 08006 is an SQLSTATE, not the number 8006: a word, like every text that no number prints as. */
static bool has_leading_zero(struct errnotice_span item)
{
	size_t first = item.data[0] == '-';

	return item.len > first && item.data[first] == '0' && item.len > 1
	       && !memchr(item.data + 1, '-', item.len - 1);
}

static bool looks_numeric(struct errnotice_span item)
{
	for (size_t i = 0; i < item.len; i++)
		if ((item.data[i] < '0' || item.data[i] > '9') && item.data[i] != '-')
			return false;
	return true;
}

/* Where the dash between two numbers stands, 0 for none. */
static size_t range_dash(struct errnotice_span item)
{
	const char *dash = item.len > 1 ? memchr(item.data + 1, '-', item.len - 1) : NULL;

	return dash ? (size_t)(dash - item.data) : 0;
}

static bool add_numbers(struct errnotice_codes *codes, struct errnotice_span list, struct errnotice_span item,
	struct errnotice_err *err)
{
	size_t dash = range_dash(item);
	struct errnotice_span first = errnotice_span(item.data, dash ? dash : item.len);
	struct range range;

	if (dash && dash + 1 == item.len)
		return refuse(err, list, item, "a range without an end");
	if (!errnotice_number_read(first, &range.from))
		return refuse(err, list, item,
			dash ? "the range's start is not a number of 64 bits without leading zeros"
			     : "not a number of 64 bits");
	range.to = range.from;
	if (dash
		&& !errnotice_number_read(
			errnotice_span(item.data + dash + 1, item.len - dash - 1), &range.to))
		return refuse(
			err, list, item, "the range's end is not a number of 64 bits without leading zeros");
	if (range.to < range.from)
		return refuse(err, list, item, "a range that runs backwards");
	if (!dash && range.from == 0)
		codes->none = true;
	else
		codes->ranges[codes->range_count++] = range;
	if (!dash && !codes->suspicious && equals_constant(range.from))
		codes->suspicious = range.from;
	return true;
}

static bool add(struct errnotice_codes *codes, struct errnotice_span list, struct errnotice_span item,
	struct errnotice_err *err)
{
	for (size_t i = 0; i < item.len; i++)
		if (item.data[i] <= ' ' || item.data[i] > '~')
			return refuse(err, list, errnotice_span(item.data, i),
				"a character outside printable ASCII follows");
	if (memchr(item.data, ';', item.len))
		return refuse(err, list, item, "codes are separated by commas or spaces");
	if (looks_numeric(item) && !has_leading_zero(item))
		return add_numbers(codes, list, item, err);
	if (errnotice_span_is(item, "*"))
		codes->any = true;
	else if (item.len >= 2 && memcmp(item.data, "E_", 2) == 0)
		codes->constants[codes->constant_count++] = item;
	else
		codes->words[codes->word_count++] = item;
	return true;
}

static int by_start(const void *a, const void *b)
{
	const struct range *left = a, *right = b;

	return left->from < right->from ? -1 : left->from > right->from;
}

static void merge_ranges(struct errnotice_codes *codes)
{
	size_t kept = 0;

	if (codes->range_count == 0)
		return;
	qsort(codes->ranges, codes->range_count, sizeof *codes->ranges, by_start);
	for (size_t i = 1; i < codes->range_count; i++) {
		if (codes->ranges[i].from > codes->ranges[kept].to)
			codes->ranges[++kept] = codes->ranges[i];
		else if (codes->ranges[i].to > codes->ranges[kept].to)
			codes->ranges[kept].to = codes->ranges[i].to;
	}
	codes->range_count = kept + 1;
}

static struct errnotice_codes *allocate(const char *list, size_t len)
{
	struct errnotice_codes *codes = calloc(1, sizeof *codes);
	size_t most = len / 2 + 1; /* an item and its separator take two bytes */

	if (!codes)
		return NULL;
	codes->text = malloc(len + 1);
	codes->ranges = malloc(most * sizeof *codes->ranges);
	codes->words = malloc(most * sizeof *codes->words);
	codes->constants = malloc(most * sizeof *codes->constants);
	if (!codes->text || !codes->ranges || !codes->words || !codes->constants) {
		errnotice_codes_free(codes);
		return NULL;
	}
	if (len)
		memcpy(codes->text, list, len);
	codes->text[len] = '\0';
	return codes;
}

struct errnotice_codes *errnotice_codes_parse(const char *list, size_t len, struct errnotice_err *err)
{
	struct errnotice_codes *codes = allocate(list, len);
	struct errnotice_span text, item;
	size_t at = 0;

	if (!codes) {
		errnotice_err_set(err, "out of memory");
		return NULL;
	}
	text = errnotice_span(codes->text, len);
	while ((item = errnotice_list_next(text, &at)).len) {
		if (!add(codes, text, item, err)) {
			errnotice_codes_free(codes);
			return NULL;
		}
	}
	merge_ranges(codes);
	return codes;
}

void errnotice_codes_free(struct errnotice_codes *codes)
{
	if (!codes)
		return;
	free(codes->text);
	free(codes->ranges);
	free(codes->words);
	free(codes->constants);
	free(codes);
}

bool errnotice_codes_empty(const struct errnotice_codes *codes)
{
	return !codes->any && !codes->none && !codes->range_count && !codes->word_count
	       && !codes->constant_count;
}

static bool in_ranges(const struct errnotice_codes *codes, int64_t number)
{
	size_t low = 0, high = codes->range_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (number < codes->ranges[middle].from)
			high = middle;
		else if (number > codes->ranges[middle].to)
			low = middle + 1;
		else
			return true;
	}
	return false;
}

static bool in_words(const struct errnotice_span *words, size_t count, struct errnotice_span text)
{
	for (size_t i = 0; i < count; i++)
		if (errnotice_glob_match(words[i], text, false))
			return true;
	return false;
}

enum errnotice_match errnotice_codes_match_exception(
	const struct errnotice_codes *codes, struct errnotice_span code)
{
	bool none = code.len == 0 || errnotice_span_is(code, "0");
	int64_t number;

	if (none ? codes->none : errnotice_number_read(code, &number) && in_ranges(codes, number))
		return ERRNOTICE_MATCH_NAMED;
	if (!none && in_words(codes->words, codes->word_count, code))
		return ERRNOTICE_MATCH_NAMED;
	return codes->any ? ERRNOTICE_MATCH_ANY : ERRNOTICE_MATCH_NONE;
}

enum errnotice_match errnotice_codes_match_fatal(
	const struct errnotice_codes *codes, struct errnotice_span constant)
{
	if (in_words(codes->constants, codes->constant_count, constant))
		return ERRNOTICE_MATCH_NAMED;
	return codes->any ? ERRNOTICE_MATCH_ANY : ERRNOTICE_MATCH_NONE;
}

int errnotice_codes_suspicious_number(const struct errnotice_codes *codes)
{
	return (int)codes->suspicious;
}
