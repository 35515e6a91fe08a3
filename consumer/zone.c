#include "consumer/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "consumer/zone_rule.h"

enum { HEADER = 44, FILE_MOST = 256 * 1024, ROW = 8, TYPE = 6, DAY_S = 86400 };

struct zone {
	size_t count;
	int64_t *at; /* of each change, ascending */
	int *offset; /* from then on */
	int first;   /* before the first change */
	bool has_rule;
	struct zone_rule rule; /* after the last change */
};

/* The numbers of a header: leap seconds and the two indicator lists are skipped only. */
struct header {
	size_t utc, standard, leaps, times, types, names;
};

static int64_t read_be(const unsigned char *at, int bytes)
{
	uint64_t value = at[0] & 0x80 ? UINT64_MAX : 0;
	for (int i = 0; i < bytes; i++) {
		value = value << 8 | at[i];
	}
	return (int64_t)value;
}

static bool read_header(const unsigned char *data, size_t len, struct header *h)
{
	if (len < HEADER || memcmp(data, "TZif", 4) != 0) {
		return false;
	}
	size_t *numbers[] = {&h->utc, &h->standard, &h->leaps, &h->times, &h->types, &h->names};
	for (int i = 0; i < 6; i++) {
		int64_t number = read_be(data + 20 + 4 * i, 4);
		if (number < 0 || number > FILE_MOST) {
			return false;
		}
		*numbers[i] = (size_t)number;
	}
	return h->types > 0;
}

static size_t body_size(const struct header *h, size_t time_size)
{
	return h->times * (time_size + 1) + h->types * TYPE + h->names + h->leaps * (time_size + 4)
	       + h->standard + h->utc;
}

static bool read_table(struct zone *zone, const struct header *h, const unsigned char *body)
{
	const unsigned char *index = body + h->times * ROW, *types = index + h->times;

	zone->count = h->times;
	zone->at = calloc(h->times + 1, sizeof(*zone->at));
	zone->offset = calloc(h->times + 1, sizeof(*zone->offset));
	if (!zone->at || !zone->offset) {
		return false;
	}
	for (size_t i = 0; i < h->times; i++) {
		if (index[i] >= h->types) {
			return false;
		}
		zone->at[i] = read_be(body + i * ROW, ROW);
		zone->offset[i] = (int)read_be(types + (size_t)index[i] * TYPE, 4);
	}
	zone->first = (int)read_be(types, 4);
	return true;
}

static void read_footer(struct zone *zone, const unsigned char *at, size_t len)
{
	char text[128];
	if (len < 3 || at[0] != '\n') {
		return;
	}
	const unsigned char *end = memchr(at + 1, '\n', len - 1);
	size_t size = end ? (size_t)(end - at - 1) : 0;
	if (size > 0 && size < sizeof(text)) {
		memcpy(text, at + 1, size);
		text[size] = '\0';
		zone->has_rule = zone_rule_parse(&zone->rule, text);
	}
}

/* Version 1 comes first, in 32 bits, and is skipped: every file since 2005 has version 2 behind it. */
struct zone *zone_parse(const unsigned char *data, size_t len, struct errnotice_err *err)
{
	struct header h;
	struct zone *zone = calloc(1, sizeof(*zone));
	size_t old = read_header(data, len, &h) && data[4] >= '2' ? HEADER + body_size(&h, 4) : len + 1;
	bool fine = zone && old <= len && read_header(data + old, len - old, &h)
		    && body_size(&h, ROW) <= len - old - HEADER && read_table(zone, &h, data + old + HEADER);
	if (!fine) {
		zone_free(zone);
		errnotice_err_set(err, "not a time zone's file");
		return NULL;
	}
	size_t end = old + HEADER + body_size(&h, ROW);
	read_footer(zone, data + end, len - end);
	return zone;
}

void zone_free(struct zone *zone)
{
	if (zone) {
		free(zone->at);
		free(zone->offset);
		free(zone);
	}
}

struct zone *zone_open(const char *name, struct errnotice_err *err)
{
	char path[256];
	snprintf(path, sizeof(path), *name ? "/usr/share/zoneinfo/%s" : "/etc/localtime", name);

	FILE *file = fopen(path, "rbe");
	unsigned char *data = file ? malloc(FILE_MOST) : NULL;
	struct zone *zone = NULL;
	if (data) {
		size_t len = fread(data, 1, FILE_MOST, file);
		zone = zone_parse(data, len, err);
	} else {
		errnotice_err_set(err, "%s cannot be read", path);
	}
	free(data);
	if (file) {
		fclose(file);
	}
	return zone;
}

int zone_offset(const struct zone *zone, int64_t unix_s)
{
	if (!zone) {
		return 0;
	}
	size_t low = 0, high = zone->count; /* the first change after unix_s */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (zone->at[middle] <= unix_s) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	if (low == zone->count && zone->has_rule) {
		return zone_rule_offset(&zone->rule, unix_s);
	}
	return low ? zone->offset[low - 1] : zone->first;
}

/* Between two moments that differ in their offset: the first that has the later one's. */
static int64_t find_change(const struct zone *zone, int64_t before, int64_t after)
{
	int offset = zone_offset(zone, after);

	while (after - before > 1) {
		int64_t middle = before + (after - before) / 2;
		if (zone_offset(zone, middle) == offset) {
			after = middle;
		} else {
			before = middle;
		}
	}
	return after;
}

int64_t zone_unix(const struct zone *zone, int64_t local_s)
{
	/* no clock is further from UTC than this, and none is changed twice in so short a time */
	int64_t before = local_s - DAY_S, after = local_s + DAY_S;
	int64_t early = local_s - zone_offset(zone, before), late = local_s - zone_offset(zone, after);

	if (zone_offset(zone, early) == zone_offset(zone, before)) {
		return early;
	}
	return zone_offset(zone, late) == zone_offset(zone, after) ? late : find_change(zone, before, after);
}

int64_t zone_month_end(const struct zone *zone, int64_t unix_s)
{
	time_t there = (time_t)(unix_s + zone_offset(zone, unix_s));
	struct tm tm;

	if (!gmtime_r(&there, &tm)) {
		return unix_s; /* a year beyond all years */
	}
	tm = (struct tm){.tm_year = tm.tm_year, .tm_mon = tm.tm_mon + 1, .tm_mday = 1};
	return zone_unix(zone, (int64_t)timegm(&tm));
}

void zone_format(char into[ZONE_TEXT], const struct zone *zone, int64_t unix_s)
{
	int offset = zone_offset(zone, unix_s), minutes = abs(offset) / 60;
	time_t shown = (time_t)(unix_s + offset);
	struct tm tm;
	char date[24] = "?";

	if (gmtime_r(&shown, &tm)) {
		strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S", &tm);
	}
	snprintf(into, ZONE_TEXT, "%s %c%02d:%02d", date, offset < 0 ? '-' : '+', minutes / 60 % 100,
		minutes % 60);
}
