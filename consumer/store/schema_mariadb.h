/*
 * schema_mariadb -- the tables of schema.h as MariaDB and MySQL want them.
 *
 * The same tables, columns and versions; a test compares them.  Here a change of
 * the schema commits by itself, so a step that is killed in the middle is run
 * again from its beginning: every statement is one that does no harm the second
 * time (mariadb.c passes over what is there already).  `rowid` is what SQLite has
 * without being asked.  Texts compare byte by byte, blanks at the end included.
 * Lengths are those of common/event.h; those of keys stay below InnoDB's 3072
 * bytes.  Included by mariadb.c alone.
 */
#ifndef CONSUMER_SCHEMA_MARIADB_H
#define CONSUMER_SCHEMA_MARIADB_H

/* clang-format off */
#define TABLE(name, columns) \
	"CREATE TABLE IF NOT EXISTS " name " (" columns ") ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4" \
	" /*M! COLLATE utf8mb4_nopad_bin */ /*!80000 COLLATE utf8mb4_0900_bin */;"

static const char version_table[] = TABLE("errnotice_schema_version",
	"one TINYINT NOT NULL PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL");

static const char *const schema_mariadb_steps[] = {
	/* 1: what is counted */
	TABLE("errnotice_counter",
		"name VARCHAR(64) NOT NULL, reason VARCHAR(128) NOT NULL, value BIGINT NOT NULL,"
		" PRIMARY KEY (name, reason)")

	TABLE("errnotice_seen", "id BINARY(16) NOT NULL PRIMARY KEY, day BIGINT NOT NULL")

	TABLE("errnotice_minute",
		"minute BIGINT NOT NULL, fp VARCHAR(16) NOT NULL,"
		" app VARCHAR(64) NOT NULL, env VARCHAR(64) NOT NULL, class VARCHAR(255) NOT NULL,"
		" code VARCHAR(64) NOT NULL, count BIGINT NOT NULL,"
		" PRIMARY KEY (minute, fp), KEY errnotice_minute_issue (fp, minute)")

	TABLE("errnotice_day",
		"day BIGINT NOT NULL, fp VARCHAR(16) NOT NULL,"
		" app VARCHAR(64) NOT NULL, env VARCHAR(64) NOT NULL, class VARCHAR(255) NOT NULL,"
		" code VARCHAR(64) NOT NULL, count BIGINT NOT NULL,"
		" PRIMARY KEY (day, fp)")

	TABLE("errnotice_issue",
		"fp VARCHAR(16) NOT NULL PRIMARY KEY,"
		" app VARCHAR(64) NOT NULL, env VARCHAR(64) NOT NULL, class VARCHAR(255) NOT NULL,"
		" code VARCHAR(64) NOT NULL, site VARCHAR(255) NOT NULL, message TEXT NOT NULL,"
		" first_release VARCHAR(64) NOT NULL, last_release VARCHAR(64) NOT NULL,"
		" first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, total BIGINT NOT NULL,"
		" state VARCHAR(16) NOT NULL CHECK (state IN ('new', 'open', 'back', 'recovered')),"
		" KEY errnotice_issue_last_seen (last_seen)")

	TABLE("errnotice_event",
		"rowid BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
		" id VARCHAR(36) NOT NULL, fp VARCHAR(16) NOT NULL, time_ms BIGINT NOT NULL,"
		" host VARCHAR(64) NOT NULL, sapi VARCHAR(64) NOT NULL, kind VARCHAR(16) NOT NULL,"
		" path VARCHAR(16) NOT NULL, app_release VARCHAR(64) NOT NULL, message TEXT NOT NULL,"
		" file VARCHAR(1024) NOT NULL, line VARCHAR(20) NOT NULL,"
		" count BIGINT NOT NULL, detail MEDIUMTEXT NOT NULL,"
		" UNIQUE KEY errnotice_event_id (id), KEY errnotice_event_newest (fp, time_ms)")

	TABLE("errnotice_lost",
		"host VARCHAR(64) NOT NULL, reason VARCHAR(64) NOT NULL, count BIGINT NOT NULL,"
		" first_at BIGINT NOT NULL, last_at BIGINT NOT NULL,"
		" PRIMARY KEY (host, reason)")

	TABLE("errnotice_poison",
		"rowid BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
		" stream_id VARCHAR(64) NOT NULL, at BIGINT NOT NULL, reason TEXT NOT NULL,"
		" entry LONGBLOB NOT NULL,"
		" UNIQUE KEY errnotice_poison_stream_id (stream_id)")

	TABLE("errnotice_notice",
		"id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
		" robot VARCHAR(64) NOT NULL, route VARCHAR(64) NOT NULL,"
		" state VARCHAR(16) NOT NULL CHECK (state IN ('due', 'sending', 'told', 'failed')),"
		" events BIGINT NOT NULL, counted BIGINT NOT NULL,"
		" body MEDIUMTEXT, msg_uuid VARCHAR(64), attempts BIGINT NOT NULL DEFAULT 0,"
		" created_at BIGINT NOT NULL, next_at BIGINT NOT NULL, told_at BIGINT,"
		" errcode BIGINT, error TEXT,"
		" KEY errnotice_notice_next (robot, state, next_at)")

	TABLE("errnotice_notice_item",
		"notice BIGINT NOT NULL, fp VARCHAR(16) NOT NULL, route VARCHAR(64) NOT NULL,"
		" events BIGINT NOT NULL, counted BIGINT NOT NULL, fresh BIGINT NOT NULL,"
		" PRIMARY KEY (notice, fp, route)")

	TABLE("errnotice_told",
		"fp VARCHAR(16) NOT NULL, route VARCHAR(64) NOT NULL, robot VARCHAR(64) NOT NULL,"
		" at BIGINT NOT NULL, due BIGINT,"
		" PRIMARY KEY (fp, route, robot)")

	TABLE("errnotice_robot",
		"token_hash VARCHAR(64) NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL,"
		" sender VARCHAR(64) NOT NULL DEFAULT '', lease_ms BIGINT NOT NULL DEFAULT 0,"
		" failures BIGINT NOT NULL DEFAULT 0, throttles BIGINT NOT NULL DEFAULT 0,"
		" retry_at_ms BIGINT NOT NULL DEFAULT 0, reason VARCHAR(512) NOT NULL DEFAULT ''")

	TABLE("errnotice_sent",
		"id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
		" token_hash VARCHAR(64) NOT NULL, at_ms BIGINT NOT NULL,"
		" KEY errnotice_sent_at (token_hash, at_ms)"),

	/* 2: what is told beside errors, and the lives of a stream */
	TABLE("errnotice_bulletin",
		"kind VARCHAR(16) NOT NULL, subject VARCHAR(255) NOT NULL, reason VARCHAR(255) NOT NULL,"
		" count BIGINT NOT NULL, since BIGINT NOT NULL,"
		" next_at BIGINT NOT NULL, told_at BIGINT NOT NULL DEFAULT 0,"
		" PRIMARY KEY (kind, subject, reason),"
		" KEY errnotice_bulletin_next (kind, next_at), KEY errnotice_bulletin_told (kind, told_at)")

	TABLE("errnotice_epoch",
		"stream VARCHAR(255) NOT NULL, group_name VARCHAR(255) NOT NULL, number BIGINT NOT NULL,"
		" made BIGINT NOT NULL, began_at BIGINT NOT NULL,"
		" PRIMARY KEY (stream, group_name)")

	"ALTER TABLE errnotice_notice ADD COLUMN about VARCHAR(16) NOT NULL DEFAULT 'issues';",

	/* 3: the database that hand-written code used may have it already */
	TABLE("log_queue_task",
		"id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, task_type BIGINT NOT NULL,"
		" data MEDIUMTEXT NOT NULL, is_success BIGINT NOT NULL, put_date BIGINT NOT NULL,"
		" exec_date BIGINT NOT NULL, KEY log_queue_task_exec (exec_date)"),

	/* 4: which robot made the last attempt, and whether one may have reached the group */
	"ALTER TABLE errnotice_notice ADD COLUMN via VARCHAR(64) NOT NULL DEFAULT '',"
	" ADD COLUMN unsure BIGINT NOT NULL DEFAULT 0, ADD KEY errnotice_notice_via (via, state, next_at);"
	"UPDATE errnotice_notice SET via = robot, unsure = 1 WHERE state = 'sending';",

	/* 5: what is gone from a message that was refused, and what it was */
	"ALTER TABLE errnotice_notice ADD COLUMN less BIGINT NOT NULL DEFAULT 0,"
	" ADD COLUMN original MEDIUMTEXT;",

	/* 6: when an issue speaks */
	"ALTER TABLE errnotice_notice ADD COLUMN waits VARCHAR(16) NOT NULL DEFAULT 'repeat';"
	"ALTER TABLE errnotice_notice_item ADD COLUMN state VARCHAR(16) NOT NULL DEFAULT 'open';"
	"UPDATE errnotice_notice_item SET state = 'new' WHERE fresh = 1;"
	"ALTER TABLE errnotice_told ADD COLUMN state VARCHAR(16) NOT NULL DEFAULT 'new';"
	"UPDATE errnotice_told SET state = 'open' WHERE at > 0;"
	"ALTER TABLE errnotice_issue ADD COLUMN back_at BIGINT NOT NULL DEFAULT 0;"

	TABLE("errnotice_window",
		"notice BIGINT NOT NULL, at BIGINT NOT NULL, until_at BIGINT NOT NULL,"
		" events BIGINT NOT NULL, counted BIGINT NOT NULL,"
		" PRIMARY KEY (notice, at), KEY errnotice_window_until (until_at)"),

	/* 7: what a person asked not to hear of for a while */
	TABLE("errnotice_silence",
		"id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, code VARCHAR(255) NOT NULL,"
		" class VARCHAR(255) NOT NULL, fp VARCHAR(16) NOT NULL, owner VARCHAR(255) NOT NULL,"
		" why VARCHAR(255) NOT NULL, from_at BIGINT NOT NULL, until_at BIGINT NOT NULL,"
		" muted BIGINT NOT NULL, closed BIGINT NOT NULL,"
		" KEY errnotice_silence_until (closed, until_at)"),

	/* 8: what the queue took against what arrived */
	TABLE("errnotice_source",
		"source VARCHAR(36) NOT NULL PRIMARY KEY, arrived BIGINT NOT NULL DEFAULT 0,"
		" taken BIGINT NOT NULL DEFAULT 0, lost BIGINT NOT NULL DEFAULT 0,"
		" earlier BIGINT NOT NULL DEFAULT -1, seen_at BIGINT NOT NULL")

	TABLE("errnotice_ledger",
		"stream VARCHAR(255) NOT NULL, group_name VARCHAR(255) NOT NULL,"
		" began_at BIGINT NOT NULL, PRIMARY KEY (stream, group_name)"),

	/* 9: whether a robot that does not work was told of */
	"ALTER TABLE errnotice_robot ADD COLUMN failed BIGINT NOT NULL DEFAULT 0;",

	/* 10: which issues may have recovered */
	"ALTER TABLE errnotice_told ADD KEY errnotice_told_state (route, robot, state);",

	/* 11: events that came by a spool and that the queue may have had before */
	TABLE("errnotice_doubt", "id BINARY(16) NOT NULL PRIMARY KEY, day BIGINT NOT NULL"),

	/* 12: what a robot was sent in the calendar month that ends then */
	"ALTER TABLE errnotice_robot ADD COLUMN month_sent BIGINT NOT NULL DEFAULT 0,"
	" ADD COLUMN month_ends BIGINT NOT NULL DEFAULT 0,"
	" ADD COLUMN month_paced_ms BIGINT NOT NULL DEFAULT 0;",

	/* 13: which issues grow, and what a notice says of it */
	TABLE("errnotice_escalation",
		"fp VARCHAR(16) NOT NULL, route VARCHAR(64) NOT NULL, high_at BIGINT NOT NULL,"
		" slices TEXT NOT NULL, PRIMARY KEY (fp, route)")
	"ALTER TABLE errnotice_notice_item ADD COLUMN escalated BIGINT NOT NULL DEFAULT 0,"
	" ADD COLUMN escalated_s BIGINT NOT NULL DEFAULT 0;",

	/* 14: which errors nobody is told of, and of which day the group was told last */
	TABLE("errnotice_unheard",
		"minute BIGINT NOT NULL, why VARCHAR(16) NOT NULL, name VARCHAR(64) NOT NULL,"
		" count BIGINT NOT NULL, PRIMARY KEY (minute, why, name)")
	TABLE("errnotice_summary",
		"one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1), date BIGINT NOT NULL"),

	/* 15: when the heartbeat of each host was last another one, and when somebody looked */
	TABLE("errnotice_host",
		"host VARCHAR(64) NOT NULL PRIMARY KEY, beat VARCHAR(64) NOT NULL,"
		" changed_at BIGINT NOT NULL, silent BIGINT NOT NULL")
	TABLE("errnotice_watch",
		"one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1), looked_at BIGINT NOT NULL"),
};

#undef TABLE
/* clang-format on */

#endif
