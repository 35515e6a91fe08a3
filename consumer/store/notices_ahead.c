/* What a clock that was ahead has put off. */
#include "consumer/store/notices.h"

enum {
	AGAIN_MOST_S = 1200,     /* a message is sent again within half of it */
	NEVER_S = SPELL_FAR / 2, /* what is beyond it does not come by its time at all */
};

/* ?1 robot, ?2 and ?3 the earliest that is put off: of messages that are sent again, and of what is due; ?4 never */
#define SENDING "robot = ?1 AND state = 'sending' AND next_at > ?2"
#define DUE     "robot = ?1 AND state = 'due' AND next_at > ?3 AND next_at < ?4"

static struct store_statement *bind(struct store_statement *statement, const struct notices_reach *reach)
{
	store_bind_text(statement, 1, reach->robot);
	store_bind_int(statement, 2, reach->now_s + AGAIN_MOST_S);
	store_bind_int(statement, 3, reach->now_s + reach->longest_s);
	store_bind_int(statement, 4, reach->now_s + NEVER_S);
	return statement;
}

/* Two looks at the ends of an index; an OR within one would go through all that was told. */
bool notices_are_put_off(
	struct store *store, const struct notices_reach *reach, bool *any, struct errnotice_err *err)
{
	static const char sql[] = "SELECT EXISTS (SELECT 1 FROM errnotice_notice WHERE " SENDING ")"
				  " OR EXISTS (SELECT 1 FROM errnotice_notice WHERE " DUE ")";

	struct store_statement *statement = bind(store_statement(store, sql, err), reach);
	enum store_row row = store_next(store, statement, err);
	*any = row == STORE_ROW && store_column_int(statement, 0) != 0;
	store_reset(statement);
	return row != STORE_FAILED;
}

bool notices_call_back(struct store *store, const struct notices_reach *reach, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET next_at = ?5 WHERE (" SENDING ") OR (" DUE ")";

	struct store_statement *statement = bind(store_statement(store, sql, err), reach);
	store_bind_int(statement, 5, reach->now_s);
	return store_run(store, statement, err);
}
