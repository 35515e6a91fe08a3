#include "consumer/deliver/take.h"

#include <stdlib.h>
#include "consumer/deliver/compose.h"
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/random.h"

enum {
	GRACE_MS = 2000,          /* a request is surely over so long after its timeout */
	SLOW_MOST_MS = 30000,     /* longer, and not the store was slow: this process stood still */
	SETTINGS_REFUSED = 310000 /* the robot's settings: keyword, signature, address */
};

static bool freeze(const struct take *with, struct lane *lane, int64_t now_ms, int64_t again_s, char **body,
	struct errnotice_err *err)
{
	const struct choice *choice = with->choice;
	char uuid[RANDOM_UUID];
	struct message_to to = {lane->robot, lane->zone, uuid};

	random_uuid(uuid);
	lane->attempts = 1;
	*body = compose(with->store, with->conf, &to, choice->dues, choice->count, now_ms / 1000,
		&lane->crowded, err);
	return *body
	       && notices_freeze(with->store, lane->robot->name, choice->dues, choice->count, *body, uuid,
		       now_ms / 1000, again_s, &lane->notice, err);
}

static bool freeze_bulletin(const struct take *with, struct lane *lane, int64_t now_ms, int64_t again_s,
	char **body, struct errnotice_err *err)
{
	enum bulletin_kind kind = with->choice->bulletin;
	char uuid[RANDOM_UUID];
	struct message_to to = {lane->robot, lane->zone, uuid};

	random_uuid(uuid);
	lane->attempts = 1;
	*body = compose_bulletin(with->store, kind, &to, now_ms / 1000, err);
	return *body
	       && notices_say(with->store, lane->robot->name, bulletin_name(kind), *body, uuid, true,
		       now_ms / 1000, again_s, &lane->notice, err);
}

/* What was refused for its keyword, or by another robot, reached nobody: a keyword that it lacks may be added. */
static bool mend(const struct take *with, const struct lane *lane, char **body, struct errnotice_err *err)
{
	const struct notice_sending *sending = &with->choice->sending;
	bool may = sending->errcode == SETTINGS_REFUSED || sending->moved;
	char *mended = may ? envelope_add_keyword(*body, lane->robot->keyword) : NULL;
	if (!mended) {
		return true;
	}
	free(*body);
	*body = mended;
	return notices_mend(with->store, lane->notice, mended, err);
}

static bool thaw(
	const struct take *with, struct lane *lane, int64_t again_s, char **body, struct errnotice_err *err)
{
	struct notice_sending *sending = &with->choice->sending;

	lane->notice = sending->id;
	lane->attempts = sending->attempts + 1;
	lane->unsure = sending->unsure;
	*body = sending->body;
	sending->body = NULL;
	return mend(with, lane, body, err)
	       && notices_attempt(with->store, lane->notice, lane->robot->name, again_s, err);
}

static bool freeze_or_thaw(const struct take *with, struct lane *lane, int64_t now_ms, int64_t again_s,
	char **body, struct errnotice_err *err)
{
	switch (with->choice->kind) {
	case CHOICE_AGAIN:
		return thaw(with, lane, again_s, body, err);
	case CHOICE_BULLETIN:
		return freeze_bulletin(with, lane, now_ms, again_s, body, err);
	case CHOICE_NEW:
	case CHOICE_WAIT: /* not asked for */
		break;
	}
	return freeze(with, lane, now_ms, again_s, body, err);
}

static bool take_inside(
	const struct take *with, struct lane *lane, int64_t now_ms, char **body, struct errnotice_err *err)
{
	/* a store that is slow to commit must not use up the turn */
	int64_t post_ms = now_ms + GRACE_MS + 2 * lane->took_ms;
	int64_t until_ms = post_ms + lane->robot->timeout_ms, again_s = (until_ms + 999) / 1000;

	if (!choice_make(with->choice, with->store, with->conf, lane, with->sender, now_ms, err)) {
		return false;
	}
	lane->breaker = with->choice->breaker;
	lane->unsure = false;
	lane->crowded = false;
	lane->post_ms = post_ms;
	if (with->choice->kind == CHOICE_WAIT) {
		return true;
	}
	lane->month = with->choice->month;
	month_spend(
		&lane->month, with->choice->paced, now_ms, zone_month_end(lane->zone, now_ms / 1000) * 1000);
	return freeze_or_thaw(with, lane, now_ms, again_s, body, err)
	       && robots_take(with->store, lane->key, lane->robot->name, with->sender, now_ms, until_ms,
		       &lane->sent, err)
	       && robots_spend(with->store, lane->key, &lane->month, err);
}

bool take(const struct take *with, struct lane *lane, char **body, struct errnotice_err *err)
{
	*body = NULL;
	if (!store_begin(with->store, err)) {
		return false;
	}
	int64_t began_ms = with->clock();
	bool fine = take_inside(with, lane, began_ms, body, err);
	choice_clear(with->choice);
	if (!fine) {
		store_rollback(with->store);
		return false;
	}
	fine = store_commit(with->store, err);
	int64_t took_ms = with->clock() - began_ms;
	lane->took_ms = took_ms < 0 || took_ms > SLOW_MOST_MS ? 0 : took_ms;
	return fine;
}
