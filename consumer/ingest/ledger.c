#include "consumer/ingest/ledger.h"

#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "common/uuid.h"
#include "consumer/store/bulletins.h"
#include "consumer/store/losses.h"
#include "consumer/store/sources.h"

/* Far more than there are hosts; beyond it all are compared once more. */
enum { CLAIMS_MOST = 16384, HOST = 64 };

/* What a source said was taken from it. */
struct claim {
	char source[ERRNOTICE_UUID_LEN + 1], host[HOST + 1];
	uint64_t taken;
	bool settled; /* it was compared */
	uint64_t lost;
};

struct ledger {
	const struct conf *conf;
	struct claim *claims;
	size_t count, room;
	size_t next; /* where the next one is likely to be: they come in the same order each time */
	bool doubt;
};

struct ledger *ledger_new(const struct conf *conf)
{
	struct ledger *ledger = calloc(1, sizeof(*ledger));
	if (ledger) {
		ledger->conf = conf;
	}
	return ledger;
}

void ledger_free(struct ledger *ledger)
{
	if (ledger) {
		free(ledger->claims);
		free(ledger);
	}
}

/* --- what was said --- */

static struct claim *find_claim(struct ledger *ledger, struct errnotice_span source)
{
	for (size_t i = 0; i < ledger->count; i++) {
		size_t at = (ledger->next + i) % ledger->count;
		if (memcmp(ledger->claims[at].source, source.data, ERRNOTICE_UUID_LEN) == 0) {
			ledger->next = at + 1;
			return &ledger->claims[at];
		}
	}
	return NULL;
}

static struct claim *add_claim(struct ledger *ledger, struct errnotice_span source)
{
	if (ledger->count == CLAIMS_MOST) {
		ledger->count = 0;
	}
	if (ledger->count == ledger->room) {
		size_t room = ledger->room ? 2 * ledger->room : 16;
		struct claim *grown = reallocarray(ledger->claims, room, sizeof(*grown));
		if (!grown) {
			return NULL;
		}
		ledger->claims = grown;
		ledger->room = room;
	}
	struct claim *claim = &ledger->claims[ledger->count++];
	*claim = (struct claim){.settled = false};
	memcpy(claim->source, source.data, ERRNOTICE_UUID_LEN);
	return claim;
}

static bool note(struct ledger *ledger, const struct beat *beat, struct errnotice_err *err)
{
	struct claim *claim = find_claim(ledger, beat->source);

	claim = claim ? claim : add_claim(ledger, beat->source);
	if (!claim) {
		return errnotice_err_set(err, "ledger: no memory");
	}
	if (beat->taken > claim->taken || !claim->settled) {
		claim->taken = beat->taken > claim->taken ? beat->taken : claim->taken;
		claim->settled = false;
		size_t len = errnotice_text_clean(claim->host, HOST, beat->host.data, beat->host.len);
		claim->host[len] = '\0';
	}
	return true;
}

/* --- compare --- */

static bool settle_one(
	struct store *store, struct claim *claim, int64_t began_s, int64_t now_s, struct errnotice_err *err)
{
	struct errnotice_span host = errnotice_span_of(claim->host);
	struct errnotice_span reason = errnotice_span_of(BULLETIN_LOST_QUEUE);

	if (!sources_settle(store, errnotice_span_of(claim->source), claim->taken, began_s, now_s,
		    &claim->lost, err)) {
		return false;
	}
	return claim->lost == 0
	       || (losses_add(store, host, reason, claim->lost, now_s, err)
		       && bulletins_add(store, BULLETIN_LOST, host, reason, claim->lost, now_s, err));
}

static bool any_lost(const struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->count; i++) {
		if (ledger->claims[i].lost > 0) {
			return true;
		}
	}
	return false;
}

static bool settle_all(struct ledger *ledger, struct store *store, int64_t now_s, struct errnotice_err *err)
{
	int64_t began_s;

	if (!sources_began(store, ledger->conf, now_s, &began_s, err)) {
		return false;
	}
	for (size_t i = 0; i < ledger->count; i++) {
		struct claim *claim = &ledger->claims[i];
		if (!claim->settled && !settle_one(store, claim, began_s, now_s, err)) {
			return false;
		}
	}
	return true;
}

static bool commit(
	struct ledger *ledger, struct store *store, bool sure, int64_t now_s, struct errnotice_err *err)
{
	if (!store_begin(store, err)) {
		return false;
	}
	bool fine = settle_all(ledger, store, now_s, err);
	ledger->doubt = fine && !sure && any_lost(ledger);
	if (!fine || ledger->doubt) {
		store_rollback(store);
		return fine;
	}
	return store_commit(store, err);
}

/* Those of the last check are told until the next one. */
static bool forget_losses(struct ledger *ledger)
{
	bool open = false;

	for (size_t i = 0; i < ledger->count; i++) {
		ledger->claims[i].lost = 0;
		open |= !ledger->claims[i].settled;
	}
	return open;
}

bool ledger_check(struct ledger *ledger, struct store *store, const struct audit *audit, bool sure,
	int64_t now_s, struct errnotice_err *err)
{
	ledger->doubt = false;
	for (size_t i = 0; i < audit->count; i++) {
		if (!note(ledger, &audit->beats[i], err)) {
			return false;
		}
	}
	if (!forget_losses(ledger) || !audit->empty) {
		return true;
	}
	bool fine = commit(ledger, store, sure, now_s, err);
	if (!fine || ledger->doubt) {
		forget_losses(ledger);
		return fine;
	}
	for (size_t i = 0; i < ledger->count; i++) {
		ledger->claims[i].settled = true;
	}
	return true;
}

bool ledger_in_doubt(const struct ledger *ledger)
{
	return ledger->doubt;
}

bool ledger_each_loss(const struct ledger *ledger, void (*tell)(const char *host, uint64_t errors))
{
	bool any = false;

	for (size_t i = 0; i < ledger->count; i++) {
		if (ledger->claims[i].lost > 0) {
			tell(ledger->claims[i].host, ledger->claims[i].lost);
			any = true;
		}
	}
	return any;
}
