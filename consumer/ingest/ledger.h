/*
 * ledger -- what the queue took against what was counted: the difference is what it lost.
 *
 * Told once, by whichever consumer of a store finds it first: it is found,
 * counted and put among what the group is to be told in one transaction.
 */
#ifndef CONSUMER_LEDGER_H
#define CONSUMER_LEDGER_H

#include "consumer/conf.h"
#include "consumer/ingest/audit.h"
#include "consumer/store/store.h"

struct ledger;

/* Borrows `conf`.  NULL without memory. */
struct ledger *ledger_new(const struct conf *conf);
void ledger_free(struct ledger *ledger);

/*
 * Compares what has changed since the last time; after a failure nothing has been.  Not `sure`: where something
 * would be lost nothing has been either, and the ledger is in doubt until the next check.
 */
bool ledger_check(struct ledger *ledger, struct store *store, const struct audit *audit, bool sure,
	int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

bool ledger_in_doubt(const struct ledger *ledger);

/* What the last check found lost, by host, for the log; true if there was anything. */
bool ledger_each_loss(const struct ledger *ledger, void (*tell)(const char *host, uint64_t errors));

#endif
