#include "consumer/deliver/outcome.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/text.h"
#include "consumer/deliver/announce.h"
#include "consumer/deliver/reword.h"
#include "consumer/store/notices.h"

/* As in the counter `notices`. */
static const char *const names[OUTCOME_COUNT] = {
	[OUTCOME_TOLD] = "told",
	[OUTCOME_RETRY] = "retry",
	[OUTCOME_THROTTLED] = "throttled",
	[OUTCOME_BROKEN] = "broken",
	[OUTCOME_REWORDED] = "reworded",
	[OUTCOME_FAILED] = "failed",
};

void outcome_say(char *into, size_t room, const struct answer *answer)
{
	char code[32] = "";
	if (answer->errcode) {
		snprintf(code, sizeof(code), "errcode %" PRId64 ", ", answer->errcode);
	}
	snprintf(into, room, "%s (%s%s)", answer->problem, code, answer->said);
}

/* --- judge --- */

static enum outcome judge_retry(struct lane *lane, uint32_t random)
{
	/* a message that is at fault says nothing against the robot */
	if (lane->answer.attempts && lane->attempts >= lane->answer.attempts) {
		breaker_succeed(&lane->breaker);
		return OUTCOME_FAILED;
	}
	/* nor does a wall before this host, behind which others may stand, or that this process stood still */
	if (lane->answer.attempts || lane->answer.host || lane->answer.ours) {
		return OUTCOME_RETRY;
	}
	breaker_fail(&lane->breaker, lane->ended_ms, lane->answer.least_ms, random);
	return OUTCOME_RETRY;
}

/* Signed again by the service's own clock, at once; when that does not help somebody has to look. */
static enum outcome judge_clock(struct lane *lane, uint32_t random)
{
	bool again = !lane->corrected && lane->date_s >= 0;

	if (lane->date_s >= 0) {
		lane->ahead_ms = lane->date_s * 1000 - lane->ended_ms;
		lane->corrected = true;
	}
	if (again) {
		return OUTCOME_RETRY;
	}
	breaker_break(&lane->breaker, lane->ended_ms, lane->answer.least_ms, random);
	return OUTCOME_BROKEN;
}

enum outcome outcome_judge(struct lane *lane, uint32_t random)
{
	lane->month.sent -= lane->answer.unsent;
	switch (lane->answer.class) {
	case ANSWER_OK:
		lane->corrected = false;
		breaker_succeed(&lane->breaker);
		return OUTCOME_TOLD;
	case ANSWER_REFUSED:
		breaker_succeed(&lane->breaker);
		return OUTCOME_FAILED;
	case ANSWER_THROTTLED:
		breaker_throttle(&lane->breaker, lane->ended_ms, lane->answer.least_ms, random);
		return OUTCOME_THROTTLED;
	case ANSWER_BROKEN:
		breaker_break(&lane->breaker, lane->ended_ms, lane->answer.least_ms, random);
		return OUTCOME_BROKEN;
	case ANSWER_CLOCK:
		return judge_clock(lane, random);
	case ANSWER_RETRY:
		break;
	}
	return judge_retry(lane, random);
}

/* --- record --- */

/* What the robot or this host is at fault for waits for them; the rest backs off by itself. */
static int64_t next_s(const struct lane *lane, enum outcome outcome, uint32_t random)
{
	bool at_once = outcome != OUTCOME_RETRY || lane->answer.class == ANSWER_CLOCK || lane->answer.host;
	int64_t wait_ms = at_once ? 0 : breaker_wait_ms(lane->attempts, random);
	return (lane->ended_ms + wait_ms + 999) / 1000;
}

/* Refused: with less in it if that can be, else for good. */
static bool record_refusal(struct store *store, const struct lane *lane, const struct notice_end *end,
	enum outcome *outcome, struct errnotice_err *err)
{
	enum answer_less less = lane->answer.less;
	struct notice_refused refused;

	if (!notices_refused(store, lane->notice, &refused, err)) {
		return false;
	}
	char *body = refused.body ? reword(&refused, lane->notice, lane->robot, &less) : NULL;
	notice_refused_clear(&refused);
	*outcome = body ? OUTCOME_REWORDED : OUTCOME_FAILED;
	bool fine =
		body ? notices_reword(store, lane->notice, end, body, (int)less, lane->ended_ms / 1000, err)
		     : notices_fail(store, lane->notice, end, lane->ended_ms / 1000, err);
	free(body);
	return fine;
}

static bool record_notice(struct store *store, const struct lane *lane, enum outcome *outcome,
	uint32_t random, const char *error, struct errnotice_err *err)
{
	struct notice_end end = {
		lane->attempts, lane->unsure || !lane->answer.unheard, lane->answer.errcode, error};

	switch (*outcome) {
	case OUTCOME_TOLD:
		return notices_told(store, lane->notice, lane->ended_ms / 1000, err);
	case OUTCOME_FAILED:
	case OUTCOME_REWORDED:
		return record_refusal(store, lane, &end, outcome, err);
	default:
		return notices_retry(store, lane->notice, &end, next_s(lane, *outcome, random), err);
	}
}

static bool record(struct store *store, const struct lane *lane, const char *sender, enum outcome *outcome,
	uint32_t random, struct errnotice_err *err)
{
	char error[2 * ANSWER_TEXT], reason[ROBOTS_REASON], result[128];

	outcome_say(error, sizeof(error), &lane->answer);
	/* cut at a character: a server takes no half of one, and the outcome would not be kept */
	size_t len = lane->breaker.retry_at_ms ? strlen(error) : 0;
	reason[errnotice_text_clean(reason, sizeof(reason) - 1, error, len)] = '\0';
	if (!record_notice(store, lane, outcome, random, error, err)) {
		return false;
	}
	snprintf(result, sizeof(result), "%s %s", lane->robot->name, names[*outcome]);
	return robots_give(store, lane->key, sender, lane->sent, lane->ended_ms, &lane->breaker, reason, err)
	       && (!lane->answer.unsent || robots_unspend(store, lane->key, &lane->month, err))
	       && announce(store, lane, sender, err) && store_count(store, "notices", result, 1, err);
}

bool outcome_record(struct store *store, const struct lane *lane, const char *sender, enum outcome *outcome,
	uint32_t random, struct errnotice_err *err)
{
	bool fine = store_begin(store, err) && record(store, lane, sender, outcome, random, err);
	return store_end(store, fine, err);
}
