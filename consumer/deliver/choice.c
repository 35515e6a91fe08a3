#include "consumer/deliver/choice.h"

#include <string.h>
#include "consumer/deliver/health.h"
#include "consumer/store/bulletins.h"

enum {
	RELOOK_MS = 5000, /* what another consumer of the store left behind is found within this time */
	STUBBORN = 5,     /* after so many attempts a message lets others go before it */
};

static bool wait_until(struct choice *choice, int64_t at_ms)
{
	choice->kind = CHOICE_WAIT;
	choice->at_ms = at_ms;
	return true;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int severity_of(const struct conf *conf, const char *code)
{
	const struct conf_title *title = conf_title_of(conf, errnotice_span_of(code));
	return title ? (int)title->severity : CONF_ERROR;
}

static void sort_by_weight(struct choice *choice, const struct conf *conf, size_t found)
{
	for (size_t i = 0; i < found; i++) {
		const struct notice_due *due = &choice->found[i];
		choice->rows[i] = (struct digest_row){
			.index = i,
			.fresh = due->state == ISSUE_NEW,
			.back = due->state == ISSUE_BACK,
			.escalated = due->escalated.events > 0,
			.severity = severity_of(conf, due->code),
			.events = due->events,
		};
	}
	digest_sort(choice->rows, found);
	for (size_t i = 0; i < found; i++) {
		choice->dues[i] = choice->found[choice->rows[i].index];
	}
}

/* The kind that is due first, where this robot tells them. */
static bool find_bulletin(
	struct choice *choice, struct store *store, const struct conf *conf, struct errnotice_err *err)
{
	choice->bulletin_s = INT64_MAX;
	if (!standin_says(&choice->standin, conf->hosts.robot)) {
		return true;
	}
	for (int kind = 0; kind < BULLETIN_KINDS_; kind++) {
		int64_t next_s;
		if (!bulletins_next(store, kind, &next_s, err)) {
			return false;
		}
		if (next_s < choice->bulletin_s) {
			choice->bulletin_s = next_s;
			choice->bulletin = kind;
		}
	}
	return true;
}

/* The same issue on the same route, which another robot is to be told; NULL: none. */
static struct notice_due *find_twin(struct notice_due *found, size_t count, const struct notice_due *due)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(found[i].fp, due->fp) == 0 && strcmp(found[i].route, due->route) == 0) {
			return &found[i];
		}
	}
	return NULL;
}

/*
 * `more` of a further robot stand behind `*count`.  A message says an issue once, and the store keeps it so: of two
 * that are due the one that was told longer ago is taken, and the other is left for the next message.
 */
static void join(struct notice_due *found, size_t *count, size_t more)
{
	size_t kept = *count;

	for (size_t i = *count; i < *count + more; i++) {
		struct notice_due *twin = find_twin(found, *count, &found[i]);
		if (!twin) {
			found[kept++] = found[i];
		} else if (found[i].told_at < twin->told_at) {
			*twin = found[i];
		}
	}
	*count = kept;
}

static bool find_due(
	struct choice *choice, struct store *store, int64_t now_ms, size_t *found, struct errnotice_err *err)
{
	*found = 0;
	for (size_t i = 0; i < choice->standin.count && *found < CHOICE_MOST; i++) {
		size_t more;
		if (!notices_due(store, choice->standin.robots[i]->name, now_ms / 1000,
			    choice->found + *found, CHOICE_MOST - *found, &more, err)) {
			return false;
		}
		join(choice->found, found, more);
	}
	return true;
}

static bool choose_due(struct choice *choice, struct store *store, const struct conf *conf,
	const struct budget *budget, int64_t now_ms, struct errnotice_err *err)
{
	size_t found;
	if (!find_due(choice, store, now_ms, &found, err)) {
		return false;
	}
	sort_by_weight(choice, conf, found);
	struct digest_choice next = digest_choose(choice->rows, found, budget, &choice->month, now_ms);
	if (next.kind == DIGEST_WAIT) {
		choice->budget = found > 0;
		return wait_until(choice, sooner(next.at_ms, now_ms + RELOOK_MS));
	}
	choice->kind = CHOICE_NEW;
	choice->count = next.count;
	choice->paced = next.paced;
	return true;
}

static bool find_sending(struct choice *choice, struct store *store, const struct lane *lane, int64_t now_ms,
	struct errnotice_err *err)
{
	for (size_t i = 0; i < choice->standin.count && !choice->sending.id; i++) {
		if (!notices_sending(store, choice->standin.robots[i]->name, lane->robot->name, now_ms / 1000,
			    &choice->sending, err)) {
			return false;
		}
	}
	return true;
}

/* An attempt that may have counted is one of the month's: where these are made to last, the next keeps its distance. */
static int64_t next_again_ms(const struct choice *choice, const struct budget *budget, int64_t now_ms)
{
	bool counted = choice->sending.unsure || choice->sending.errcode != 0;
	int64_t budget_ms = budget_next(budget, true, now_ms);
	int64_t month_ms = counted ? month_next(&choice->month, true, now_ms) : now_ms;

	return budget_ms > month_ms ? budget_ms : month_ms;
}

/* True in `*done` when the message to be sent again is the choice, or its budget has to be waited for. */
static bool choose_again(struct choice *choice, struct store *store, const struct lane *lane,
	const struct budget *budget, int64_t now_ms, bool *done, struct errnotice_err *err)
{
	if (!find_sending(choice, store, lane, now_ms, err)) {
		return false;
	}
	*done = choice->sending.id != 0;
	int64_t next_ms = *done ? next_again_ms(choice, budget, now_ms) : now_ms;
	if (next_ms > now_ms) {
		choice->budget = true;
		return wait_until(choice, sooner(next_ms, now_ms + RELOOK_MS));
	}
	choice->paced = *done && month_stage(&choice->month) == MONTH_EVEN;
	choice->kind = *done ? CHOICE_AGAIN : CHOICE_WAIT;
	return true;
}

static int64_t next_bulletin_ms(const struct choice *choice, const struct budget *budget, int64_t now_ms)
{
	int64_t budget_ms = budget_next(budget, false, now_ms);
	int64_t month_ms = month_next(&choice->month, false, now_ms);

	return budget_ms > month_ms ? budget_ms : month_ms;
}

/* Bulletins go first: at most one of a kind goes a minute, and none of the reserve is theirs. */
static bool choose_new(struct choice *choice, struct store *store, const struct conf *conf,
	const struct budget *budget, int64_t now_ms, struct errnotice_err *err)
{
	int64_t next_ms = next_bulletin_ms(choice, budget, now_ms);
	bool due = choice->bulletin_s <= now_ms / 1000, may = due && next_ms <= now_ms;
	bool first = may && month_lets_bulletins_first(&choice->month);

	if (!first && !choose_due(choice, store, conf, budget, now_ms, err)) {
		return false;
	}
	if (first || (may && choice->kind == CHOICE_WAIT)) {
		choice->kind = CHOICE_BULLETIN;
		choice->paced = true;
	} else if (due && choice->kind == CHOICE_WAIT) {
		choice->at_ms = sooner(choice->at_ms, next_ms);
		choice->budget = true;
	}
	return true;
}

static bool choose(struct choice *choice, struct store *store, const struct conf *conf,
	const struct lane *lane, const struct budget *budget, int64_t now_ms, struct errnotice_err *err)
{
	bool done;
	if (!choose_again(choice, store, lane, budget, now_ms, &done, err)) {
		return false;
	}
	if (done && (choice->kind == CHOICE_WAIT || choice->sending.attempts < STUBBORN)) {
		return true;
	}
	if (!choose_new(choice, store, conf, budget, now_ms, err)) {
		return false;
	}
	if (done && choice->kind == CHOICE_WAIT) {
		choice->kind = CHOICE_AGAIN;
	}
	return true;
}

/* Unix s of the first thing that there is to say; INT64_MAX: none. */
static bool find_next(struct choice *choice, struct store *store, const struct conf *conf,
	const struct lane *lane, int64_t *due_s, struct errnotice_err *err)
{
	if (!find_bulletin(choice, store, conf, err)) {
		return false;
	}
	*due_s = choice->bulletin_s;
	for (size_t i = 0; i < choice->standin.count; i++) {
		int64_t at_s;
		if (!notices_next(store, choice->standin.robots[i]->name, lane->robot->name, &at_s, err)) {
			return false;
		}
		*due_s = sooner(*due_s, at_s);
	}
	return true;
}

bool choice_make(struct choice *choice, struct store *store, const struct conf *conf, const struct lane *lane,
	const char *sender, int64_t now_ms, struct errnotice_err *err)
{
	const struct conf_robot *robot = lane->robot;
	struct robots_state state;
	int64_t due_s;

	choice->budget = false;
	choice->count = 0;
	choice->paced = false;
	choice->sending = (struct notice_sending){0};
	if (!standin_find(&choice->standin, store, conf, robot, now_ms, err)
		|| !find_next(choice, store, conf, lane, &due_s, err)) {
		return false;
	}
	if (due_s > now_ms / 1000) {
		return wait_until(choice,
			sooner(due_s < INT64_MAX / 1000 ? due_s * 1000 : INT64_MAX, now_ms + RELOOK_MS));
	}
	if (!robots_load(store, lane->key, sender, now_ms, &state, err)) {
		return false;
	}
	choice->breaker = state.breaker;
	if (state.lease_ms) {
		return wait_until(choice, sooner(state.lease_ms, now_ms + RELOOK_MS));
	}
	if (!breaker_allows(&state.breaker, now_ms)) {
		return wait_until(choice, sooner(state.breaker.retry_at_ms, now_ms + RELOOK_MS));
	}
	choice->month = health_month(robot, &state);
	if (month_stage(&choice->month) == MONTH_OUT) {
		choice->budget = true;
		return wait_until(choice, sooner(choice->month.ends_ms, now_ms + RELOOK_MS));
	}
	struct budget budget = health_budget(robot, &state.sent);
	return choose(choice, store, conf, lane, &budget, now_ms, err);
}

void choice_clear(struct choice *choice)
{
	notice_sending_clear(&choice->sending);
}
