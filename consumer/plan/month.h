/*
 * month -- how many messages a robot may still take in this calendar month, where the operator sets a number.
 *
 *   below 80 %   as if there were none
 *   from 80 %    what is new, back or escalated goes as always, the rest once an hour
 *   from 90 %    all of it keeps a distance by which the rest lasts until the month ends, and what
 *                is new, back or escalated waits for an hour of it at most
 *   used up      nothing goes
 *
 * Pure: the store keeps what is used (store/robots.h), the caller knows when the month ends.
 */
#ifndef CONSUMER_MONTH_H
#define CONSUMER_MONTH_H

#include <stdbool.h>
#include <stdint.h>

struct month {
	int64_t most;     /* messages in it; 0: any number */
	int64_t sent;     /* of these, gone or under way */
	int64_t paced_ms; /* Unix ms of the last one that had to keep a distance; 0: none */
	int64_t ends_ms;  /* Unix ms; 0: nothing was sent in it yet, and nobody asked when it ends */
};

enum month_stage { MONTH_PLENTY, MONTH_SPARING, MONTH_EVEN, MONTH_OUT };

enum month_stage month_stage(const struct month *month);

/* When a message may go, not later than `now_ms`: at once.  `urgent`: it tells only of what is new, back or escalated. */
int64_t month_next(const struct month *month, bool urgent, int64_t now_ms);

/* Whether a message that is no issue's goes before one that is: where few may go, in turns. */
bool month_lets_bulletins_first(const struct month *month);

/* One more goes; `ends_ms` is when the month ends in which it does.  `paced`: it had to keep a distance. */
void month_spend(struct month *month, bool paced, int64_t now_ms, int64_t ends_ms);

#endif
