#include "consumer/plan/spell.h"

#include <string.h>
#include "consumer/plan/quiet.h"

static const char *const names[] = {
	[SPELL_DUE] = "due",
	[SPELL_REPEAT] = "repeat",
	[SPELL_THRESHOLD] = "threshold",
	[SPELL_QUIET] = "quiet",
	[SPELL_ESCALATED] = "escalated",
};

const char *spell_wait_name(enum spell_wait wait)
{
	return names[wait];
}

enum spell_wait spell_wait_of(const char *name)
{
	size_t wait = sizeof(names) / sizeof(*names) - 1;
	while (wait > 0 && strcmp(names[wait], name) != 0) {
		wait--;
	}
	return (enum spell_wait)wait;
}

enum issue_state spell_state(const struct spell *spell, const struct conf_route *route, int64_t gap_s)
{
	switch (spell->state) {
	case ISSUE_OPEN:
		return gap_s >= route->back_after_s ? ISSUE_BACK : ISSUE_OPEN;
	case ISSUE_RECOVERED:
		return ISSUE_BACK;
	case ISSUE_NEW:
	case ISSUE_BACK:
		break;
	}
	return spell->state;
}

struct spell_next spell_at(const struct conf_route *route, enum spell_wait wait, int64_t at_s)
{
	int64_t until_s = quiet_until(&route->quiet, at_s);
	return (struct spell_next){until_s > at_s ? SPELL_QUIET : wait, until_s};
}

struct spell_next spell_next(
	const struct spell *spell, enum issue_state state, const struct conf_route *route, int64_t now_s)
{
	/* a clock that was ahead for a while must not silence it for longer */
	int64_t told_at = spell->told_at < now_s ? spell->told_at : now_s;
	int64_t again = told_at + route->repeat_s;

	if (state != ISSUE_OPEN && route->threshold.events > 1) {
		return (struct spell_next){SPELL_THRESHOLD, now_s + SPELL_FAR};
	}
	/* what recovered a moment ago and is back flaps: it keeps the pace */
	bool at_once = state == ISSUE_NEW || (state == ISSUE_BACK && spell->state != ISSUE_RECOVERED);
	if (at_once || again <= now_s) {
		return spell_at(route, SPELL_DUE, now_s);
	}
	return spell_at(route, SPELL_REPEAT, again);
}
