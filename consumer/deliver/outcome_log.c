/* What the log says of an attempt: once when a robot stops working, once when it works again. */
#include "consumer/deliver/outcome.h"

#include <inttypes.h>
#include "consumer/log.h"

/* Once a stage; a new month begins anew. */
static void say_month(struct lane *lane)
{
	static const char *const words[] = {
		[MONTH_SPARING] = "what is neither new, back nor escalated is told once an hour",
		[MONTH_EVEN] = "messages keep a distance by which the rest lasts",
		[MONTH_OUT] = "left alone until it ends",
	};
	enum month_stage stage = month_stage(&lane->month);

	if (stage > lane->month_said) {
		log_warn("robot %s: %" PRId64 " of the %" PRId64 " messages of its month are used: %s",
			lane->robot->name, lane->month.sent, lane->month.most, words[stage]);
	}
	lane->month_said = stage;
}

/* Once: who is called is a matter of the configuration. */
static void say_crowd(struct lane *lane)
{
	if (lane->crowded && !lane->crowd_said) {
		log_warn("robot %s: notice %" PRId64
			 " was to mention more people than the %d that DingTalk takes; the last ones are not "
			 "called, here and in messages like it",
			lane->robot->name, lane->notice, CONF_MENTION_MOST);
		lane->crowd_said = true;
	}
}

void outcome_log(struct lane *lane, enum outcome outcome)
{
	const struct answer *answer = &lane->answer;
	char said[2 * ANSWER_TEXT];

	say_month(lane);
	say_crowd(lane);
	outcome_say(said, sizeof(said), answer);
	if (outcome == OUTCOME_FAILED) {
		log_error("robot %s: notice %" PRId64 " is refused for good: %s; %s", lane->robot->name,
			lane->notice, said, answer->remedy);
	} else if (outcome == OUTCOME_REWORDED) {
		log_warn("robot %s: notice %" PRId64 " is refused: %s; tried again with less in it",
			lane->robot->name, lane->notice, said);
	} else if (lane->breaker.retry_at_ms && !lane->complained) {
		log_warn("robot %s: %s; left alone for %" PRId64 " s%s%s", lane->robot->name, said,
			(lane->breaker.retry_at_ms - lane->ended_ms) / 1000, *answer->remedy ? "; " : "",
			answer->remedy);
		lane->complained = true;
	} else if (answer->class == ANSWER_CLOCK && outcome == OUTCOME_RETRY) {
		log_warn("robot %s: this host's clock is %" PRId64
			 " s off the service's; signing by the latter",
			lane->robot->name, -lane->ahead_ms / 1000);
	} else if (outcome == OUTCOME_RETRY) {
		log_info("robot %s: notice %" PRId64 ", attempt %d: %s", lane->robot->name, lane->notice,
			lane->attempts, said);
	} else if (outcome == OUTCOME_TOLD && lane->complained) {
		log_info("robot %s: works again", lane->robot->name);
		lane->complained = false;
	}
}
