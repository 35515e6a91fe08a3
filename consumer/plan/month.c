#include "consumer/plan/month.h"

enum { HOUR_MS = 3600000 };

enum month_stage month_stage(const struct month *month)
{
	if (month->most == 0 || month->sent * 10 < month->most * 8) {
		return MONTH_PLENTY;
	}
	if (month->sent * 10 < month->most * 9) {
		return MONTH_SPARING;
	}
	return month->sent < month->most ? MONTH_EVEN : MONTH_OUT;
}

static int64_t not_before(int64_t at_ms, int64_t now_ms)
{
	return at_ms > now_ms ? at_ms : now_ms;
}

static int64_t even_ms(const struct month *month, int64_t from_ms, bool urgent)
{
	/* the last one leaves a distance behind it as well: it is not only sent at the end */
	int64_t even = (month->ends_ms - from_ms) / (month->most - month->sent + 1);

	return urgent && even > HOUR_MS ? HOUR_MS : even;
}

int64_t month_next(const struct month *month, bool urgent, int64_t now_ms)
{
	/* a clock that was put back leaves it in the future */
	int64_t paced = month->paced_ms < now_ms ? month->paced_ms : now_ms;

	switch (month_stage(month)) {
	case MONTH_SPARING:
		return urgent ? now_ms : not_before(paced + HOUR_MS, now_ms);
	case MONTH_EVEN:
		return not_before(paced + even_ms(month, paced, urgent), now_ms);
	case MONTH_OUT:
		return not_before(month->ends_ms, now_ms);
	case MONTH_PLENTY:
		break;
	}
	return now_ms;
}

bool month_lets_bulletins_first(const struct month *month)
{
	return month_stage(month) == MONTH_PLENTY || month->sent % 2 == 0;
}

void month_spend(struct month *month, bool paced, int64_t now_ms, int64_t ends_ms)
{
	if (month->ends_ms == 0) {
		month->sent = 0;
		month->ends_ms = ends_ms;
	}
	month->sent++;
	month->paced_ms = paced ? now_ms : month->paced_ms;
}
