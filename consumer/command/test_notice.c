#include "consumer/command/test_notice.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/clock.h"
#include "consumer/deliver/dingtalk.h"
#include "consumer/deliver/health.h"
#include "consumer/deliver/message.h"
#include "consumer/deliver/outcome.h"
#include "consumer/deliver/random.h"
#include "consumer/deliver/webhook.h"

enum { GRACE_MS = 2000, POLL_MS = 1000 };

struct test {
	FILE *out;
	const struct conf_robot *robot;
	struct store *store;
	char key[WEBHOOK_KEY], sender[RANDOM_UUID];
	struct breaker breaker;
	struct month month;
	int64_t sent;
	struct dingtalk_end end;
	int64_t ended_ms;
};

static const struct conf_robot *find(const struct conf *conf, const char *name, FILE *out)
{
	for (size_t i = 0; i < conf->robot_count; i++) {
		if (strcmp(conf->robots[i].name, name) == 0) {
			return &conf->robots[i];
		}
	}
	fprintf(out, "%s: there is no [robot %s]; there is:", conf->path, name);
	for (size_t i = 0; i < conf->robot_count; i++) {
		fprintf(out, " %s", conf->robots[i].name);
	}
	fprintf(out, "%s\n", conf->robot_count ? "" : " none");
	return NULL;
}

static int64_t seconds(int64_t ms)
{
	return (ms + 999) / 1000;
}

static bool month_allows(struct test *test, const struct robots_state *state, int64_t now_ms)
{
	test->month = health_month(test->robot, state);
	if (month_stage(&test->month) == MONTH_OUT) {
		fprintf(test->out,
			"robot %s: the %d messages of its month are used up; raise [robot] month, or wait "
			"%" PRId64 " s\n",
			test->robot->name, test->robot->month, seconds(test->month.ends_ms - now_ms));
		return false;
	}
	return true;
}

/* False, and said why, when nothing may be sent now. */
static bool may_send(struct test *test, const struct robots_state *state, int64_t now_ms)
{
	struct budget budget = health_budget(test->robot, &state->sent);

	if (state->lease_ms) {
		fprintf(test->out, "robot %s: a message is on its way to it; try again in %" PRId64 " s\n",
			test->robot->name, seconds(state->lease_ms - now_ms));
		return false;
	}
	/* one that is broken is what this command is for */
	if (state->breaker.throttles && !breaker_allows(&state->breaker, now_ms)) {
		fprintf(test->out,
			"robot %s: DingTalk throttles it, and asking again makes it worse: %s; try again in "
			"%" PRId64 " s\n",
			test->robot->name, state->reason, seconds(state->breaker.retry_at_ms - now_ms));
		return false;
	}
	if (budget_left(&budget, true, now_ms) == 0) {
		fprintf(test->out,
			"robot %s: its budget of %d messages in %d s is used up; try again in %" PRId64
			" s\n",
			test->robot->name, test->robot->rate, test->robot->rate_s,
			seconds(budget_next(&budget, true, now_ms) - now_ms));
		return false;
	}
	return month_allows(test, state, now_ms);
}

/* In the robot's own zone, as its messages are. */
static bool spend(struct test *test, int64_t now_ms, struct errnotice_err *err)
{
	struct errnotice_err no_zone = {0};
	struct zone *zone = zone_open(test->robot->timezone, &no_zone);

	month_spend(&test->month, false, now_ms, zone_month_end(zone, now_ms / 1000) * 1000);
	zone_free(zone);
	return robots_spend(test->store, test->key, &test->month, err);
}

static bool take(struct test *test, bool *may, struct errnotice_err *err)
{
	struct robots_state state;
	int64_t now_ms = errnotice_clock_unix_ms();

	if (!store_begin(test->store, err)) {
		return false;
	}
	bool fine = robots_load(test->store, test->key, test->sender, now_ms, &state, err);
	*may = fine && may_send(test, &state, now_ms);
	test->breaker = state.breaker;
	if (!*may
		|| !robots_take(test->store, test->key, test->robot->name, test->sender, now_ms,
			now_ms + test->robot->timeout_ms + GRACE_MS, &test->sent, err)
		|| !spend(test, now_ms, err)) {
		store_rollback(test->store);
		return fine && !*may;
	}
	return store_commit(test->store, err);
}

static bool post(struct test *test, const char *body, struct errnotice_err *err)
{
	struct dingtalk *dingtalk = dingtalk_open(err);
	bool fine =
		dingtalk && dingtalk_send(dingtalk, test->robot, body, errnotice_clock_unix_ms(), test, err);

	while (fine && !dingtalk_next(dingtalk, &test->end)) {
		dingtalk_poll(dingtalk, -1, POLL_MS);
	}
	dingtalk_close(dingtalk);
	test->ended_ms = errnotice_clock_unix_ms();
	return fine;
}

/* What the running consumer should know of it: that the robot works again, or is throttled. */
static bool give(struct test *test, struct errnotice_err *err)
{
	const struct answer *answer = &test->end.answer;
	char reason[2 * ANSWER_TEXT] = "";
	bool works = answer->class == ANSWER_OK;

	if (works) {
		breaker_succeed(&test->breaker);
	} else if (answer->class == ANSWER_THROTTLED) {
		breaker_throttle(&test->breaker, test->ended_ms, answer->least_ms, random_number());
	}
	if (test->breaker.retry_at_ms) {
		outcome_say(reason, sizeof(reason), answer);
	}
	bool fine = store_begin(test->store, err)
		    && robots_give(test->store, test->key, test->sender, test->sent, test->ended_ms,
			    &test->breaker, reason, err)
		    && (!answer->unsent || robots_unspend(test->store, test->key, &test->month, err))
		    && (!works || robots_mend(test->store, test->key, test->sender, err));
	return store_end(test->store, fine, err);
}

static enum exit_status say(const struct test *test)
{
	const struct answer *answer = &test->end.answer;
	char said[2 * ANSWER_TEXT];

	if (answer->class == ANSWER_OK) {
		fprintf(test->out, "robot %s: DingTalk accepted the message; look for it in the group\n",
			test->robot->name);
		return STATUS_DONE;
	}
	outcome_say(said, sizeof(said), answer);
	fprintf(test->out, "robot %s: not accepted: %s\n", test->robot->name, said);
	if (answer->class == ANSWER_CLOCK && test->end.date_s >= 0) {
		fprintf(test->out, "this host's clock is %" PRId64 " s off the service's\n",
			test->ended_ms / 1000 - test->end.date_s);
	}
	if (*answer->remedy) {
		fprintf(test->out, "what to do: %s\n", answer->remedy);
	}
	return answer->class == ANSWER_RETRY || answer->class == ANSWER_THROTTLED ? STATUS_LATER
										  : STATUS_WRONG;
}

static char *make_body(const struct test *test)
{
	struct errnotice_err err = {0};
	char host[256] = "?", uuid[RANDOM_UUID];
	struct zone *zone = zone_open(test->robot->timezone, &err);
	struct message_to to = {test->robot, zone, uuid};

	gethostname(host, sizeof(host) - 1);
	random_uuid(uuid);
	char *body = message_test(&to, host, errnotice_clock_unix_ms() / 1000);
	zone_free(zone);
	return body;
}

static enum exit_status send_one(struct test *test, struct errnotice_err *err)
{
	bool may = false;
	char *body = make_body(test);

	if (!body) {
		errnotice_err_set(err, "no memory");
	}
	bool answered = body && take(test, &may, err) && may && post(test, body, err);
	free(body);
	if (!answered) {
		return STATUS_LATER;
	}
	if (!give(test, err)) {
		fprintf(test->out, "robot %s: the store was not told of this attempt\n", test->robot->name);
	}
	return say(test);
}

enum exit_status test_notice(const struct conf *conf, const char *robot, FILE *out)
{
	struct errnotice_err err = {0};
	struct test test = {.out = out, .robot = find(conf, robot, out)};

	if (!test.robot) {
		return STATUS_WRONG;
	}
	webhook_key(test.key, test.robot->webhook);
	random_uuid(test.sender);
	test.store = store_open(&conf->store.address, &err);
	enum exit_status status = test.store ? send_one(&test, &err) : STATUS_LATER;
	store_close(test.store);
	if (*err.text) {
		fprintf(out, "robot %s: %s\n", robot, err.text);
	}
	return status;
}
