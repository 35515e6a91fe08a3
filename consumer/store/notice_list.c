#include "consumer/store/notice_list.h"

#define COLUMNS                                                                                       \
	"SELECT n.id, n.robot, n.via, n.route, n.state, n.about, n.events, n.attempts, n.created_at," \
	" n.next_at, n.told_at, n.unsure, n.errcode, n.error, n.msg_uuid, n.body, n.original,"        \
	" n.waits, (SELECT COUNT(*) FROM errnotice_notice_item WHERE notice = n.id)"                  \
	" FROM errnotice_notice n "

static struct notice_row read_row(struct store_statement *statement)
{
	return (struct notice_row){
		.id = store_column_int(statement, 0),
		.robot = store_column_text(statement, 1),
		.via = store_column_text(statement, 2),
		.route = store_column_text(statement, 3),
		.state = store_column_text(statement, 4),
		.about = store_column_text(statement, 5),
		.events = (uint64_t)store_column_int(statement, 6),
		.attempts = store_column_int(statement, 7),
		.created_at = store_column_int(statement, 8),
		.next_at = store_column_int(statement, 9),
		.told_at = store_column_int(statement, 10),
		.unsure = store_column_int(statement, 11) != 0,
		.errcode = store_column_int(statement, 12),
		.error = store_column_text(statement, 13),
		.msg_uuid = store_column_text(statement, 14),
		.body = store_column_text(statement, 15),
		.original = store_column_text(statement, 16),
		.waits = store_column_text(statement, 17),
		.issues = (uint64_t)store_column_int(statement, 18),
	};
}

static bool each(struct store *store, struct store_statement *statement,
	void (*see)(const struct notice_row *, void *), void *context, bool *any, struct errnotice_err *err)
{
	enum store_row row;

	*any = false;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct notice_row notice = read_row(statement);
		see(&notice, context);
		*any = true;
	}
	return row == STORE_END;
}

bool notice_list_each(struct store *store, bool failed, void (*see)(const struct notice_row *, void *),
	void *context, struct errnotice_err *err)
{
	static const char sql[] =
		COLUMNS "WHERE n.state = 'failed' OR (? = 0 AND n.state <> 'told') ORDER BY n.id";
	bool any;

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, failed);
	return each(store, statement, see, context, &any, err);
}

bool notice_list_one(struct store *store, int64_t id, void (*see)(const struct notice_row *, void *),
	void *context, bool *found, struct errnotice_err *err)
{
	static const char sql[] = COLUMNS "WHERE n.id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	return each(store, statement, see, context, found, err);
}
