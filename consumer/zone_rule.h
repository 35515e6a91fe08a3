/*
 * zone_rule -- the rule at the end of a zone's file, for the years after its table.
 *
 *   CST-8    CET-1CEST,M3.5.0,M10.5.0/3    <+0330>-3:30
 *
 * Days are taken as `Mmonth.week.day`, the only form in the database.  Pure.
 */
#ifndef CONSUMER_ZONE_RULE_H
#define CONSUMER_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

struct zone_change {
	int month, week, day; /* 1 to 12, 1 to 5 (the last), 0 (Sunday) to 6 */
	int at_s;             /* by the clock that is ended */
};

struct zone_rule {
	int standard_s, summer_s; /* east of UTC */
	bool has_summer;
	struct zone_change begin, end; /* of summer time */
};

bool zone_rule_parse(struct zone_rule *rule, const char *text);
int zone_rule_offset(const struct zone_rule *rule, int64_t unix_s);

#endif
