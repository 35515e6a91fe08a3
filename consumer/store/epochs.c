#include "consumer/store/epochs.h"

#include "consumer/store/bulletins.h"

bool epochs_load(struct store *store, const struct conf *conf, struct epoch *into, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT number, made FROM errnotice_epoch WHERE stream = ? AND group_name = ?";

	*into = (struct epoch){0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, conf->queue.stream);
	store_bind_text(statement, 2, conf->queue.group);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		into->number = store_column_int(statement, 0);
		into->made = (int)store_column_int(statement, 1);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static bool write_epoch(struct store *store, const struct conf *conf, const struct epoch *epoch,
	int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_epoch (stream, group_name, number, made, began_at) VALUES (?, ?, ?, "
		"?, ?)"
		" ON CONFLICT (stream, group_name) DO UPDATE SET made = excluded.made,"
		" began_at = CASE WHEN number < excluded.number THEN excluded.began_at ELSE began_at END,"
		" number = excluded.number";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, conf->queue.stream);
	store_bind_text(statement, 2, conf->queue.group);
	store_bind_int(statement, 3, epoch->number);
	store_bind_int(statement, 4, epoch->made);
	store_bind_int(statement, 5, now_s);
	return store_run(store, statement, err);
}

bool epochs_begin(struct store *store, const struct conf *conf, struct epoch *known, int64_t now_s,
	bool *make, struct errnotice_err *err)
{
	struct epoch now;

	if (!epochs_load(store, conf, &now, err)) {
		return false;
	}
	*make = now.number == known->number && now.made == known->made;
	*known = now;
	if (!*make || (now.number > 0 && !now.made)) {
		return true;
	}
	*known = (struct epoch){.number = now.number + 1};
	return write_epoch(store, conf, known, now_s, err)
	       && (now.number == 0
		       || bulletins_add(store, BULLETIN_EPOCH, errnotice_span_of(conf->queue.stream),
			       errnotice_span_of(conf->queue.group), 1, now_s, err));
}

bool epochs_hold(struct store *store, const struct conf *conf, struct epoch *known, int64_t now_s,
	struct errnotice_err *err)
{
	struct epoch there = {known->number > 0 ? known->number : 1, true};

	if (!epochs_load(store, conf, known, err)) {
		return false;
	}
	if (known->number > there.number) { /* another consumer knows more */
		return true;
	}
	*known = there;
	return write_epoch(store, conf, &there, now_s, err);
}
