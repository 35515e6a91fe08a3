#include "consumer/deliver/calendar.h"

#include "consumer/store/notices.h"
#include "consumer/store/windows.h"

enum { AT_ONCE = 100 }; /* in one transaction: those who count wait for it */

/* `*more`: as long as there may be more of it. */
static bool give_up(struct store *store, int64_t now_s, bool *more, struct errnotice_err *err)
{
	*more = true;
	for (int i = 0; i < AT_ONCE && *more; i++) {
		if (!notices_give_up(store, now_s, more, err)) {
			return false;
		}
	}
	return true;
}

static bool run(struct store *store, int64_t now_s, bool *more, struct errnotice_err *err)
{
	if (!store_begin(store, err)) {
		return false;
	}
	if (!give_up(store, now_s, more, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}

bool calendar_turn(struct store *store, int64_t now_s, struct errnotice_err *err)
{
	int64_t notice;
	bool fine = windows_over(store, now_s, &notice, err), more = notice != 0;

	while (fine && more) {
		fine = run(store, now_s, &more, err);
	}
	return fine;
}
