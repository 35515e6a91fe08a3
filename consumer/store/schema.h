/*
 * schema -- the tables, one step a version.
 *
 * A step is never changed once a release has it: what comes later is a further
 * step.  Times are Unix seconds in UTC unless a name ends in `_ms`; `minute` and
 * `day` are the second at which they begin.  What a team may query, and how, is
 * docs/statistics.md.  Included by sqlite.c alone.
 *
 * errnotice_counter, by name:
 *
 *   ingested told pending unrouted      the law; reason is ''
 *   muted                               the law; reason is why
 *   duplicates poison poison_dropped    entries
 *   late                                events, counted as well
 *   tasks_refused                       rows that log_queue_task did not take
 *   notices                             reason is "ROBOT RESULT": told, retry, throttled, broken, reworded,
 *                                       failed (no robot's name holds a space)
 */
#ifndef CONSUMER_SCHEMA_H
#define CONSUMER_SCHEMA_H

static const char *const schema_steps[] = {
	/* 1: what is counted */
	"CREATE TABLE errnotice_counter ("
	"  name TEXT NOT NULL, reason TEXT NOT NULL, value INTEGER NOT NULL,"
	"  PRIMARY KEY (name, reason)) WITHOUT ROWID;"

	/* `day` is when the id came in: ids are forgotten by it, whatever time an event claims */
	"CREATE TABLE errnotice_seen ("
	"  id BLOB NOT NULL PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;"

	"CREATE TABLE errnotice_minute ("
	"  minute INTEGER NOT NULL, fp TEXT NOT NULL,"
	"  app TEXT NOT NULL, env TEXT NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL,"
	"  count INTEGER NOT NULL,"
	"  PRIMARY KEY (minute, fp)) WITHOUT ROWID;"
	"CREATE INDEX errnotice_minute_issue ON errnotice_minute (fp, minute);"

	"CREATE TABLE errnotice_day ("
	"  day INTEGER NOT NULL, fp TEXT NOT NULL,"
	"  app TEXT NOT NULL, env TEXT NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL,"
	"  count INTEGER NOT NULL,"
	"  PRIMARY KEY (day, fp)) WITHOUT ROWID;"

	"CREATE TABLE errnotice_issue ("
	"  fp TEXT NOT NULL PRIMARY KEY,"
	"  app TEXT NOT NULL, env TEXT NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL, site TEXT NOT NULL,"
	"  message TEXT NOT NULL, first_release TEXT NOT NULL, last_release TEXT NOT NULL,"
	"  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, total INTEGER NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('new', 'open', 'back', 'recovered'))) WITHOUT ROWID;"
	"CREATE INDEX errnotice_issue_last_seen ON errnotice_issue (last_seen);"

	"CREATE TABLE errnotice_event ("
	"  id TEXT NOT NULL PRIMARY KEY, fp TEXT NOT NULL, time_ms INTEGER NOT NULL,"
	"  host TEXT NOT NULL, sapi TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL,"
	"  app_release TEXT NOT NULL, message TEXT NOT NULL, file TEXT NOT NULL, line TEXT NOT NULL,"
	"  count INTEGER NOT NULL, detail TEXT NOT NULL);"
	"CREATE INDEX errnotice_event_newest ON errnotice_event (fp, time_ms);"

	/* what the PHP hosts had to drop: told, and never part of the law */
	"CREATE TABLE errnotice_lost ("
	"  host TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,"
	"  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,"
	"  PRIMARY KEY (host, reason)) WITHOUT ROWID;"

	/* `entry`: every field as it came, a netstring a name and a value */
	"CREATE TABLE errnotice_poison ("
	"  stream_id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL,"
	"  entry BLOB NOT NULL);"

	/*
	 * What is to be told (notices.c).  `events` is the sum of the items; `counted` are those of
	 * them for which this robot is the primary one: they move the law's counters.
	 */
	"CREATE TABLE errnotice_notice ("
	"  id INTEGER PRIMARY KEY AUTOINCREMENT, robot TEXT NOT NULL, route TEXT NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'told', 'failed')),"
	"  events INTEGER NOT NULL, counted INTEGER NOT NULL,"
	"  body TEXT, msg_uuid TEXT," /* NULL while due */
	"  attempts INTEGER NOT NULL DEFAULT 0,"
	"  created_at INTEGER NOT NULL, next_at INTEGER NOT NULL, told_at INTEGER,"
	"  errcode INTEGER, error TEXT);"
	"CREATE INDEX errnotice_notice_next ON errnotice_notice (robot, state, next_at);"

	/* `fresh`: this issue was never told on that route to that robot */
	"CREATE TABLE errnotice_notice_item ("
	"  notice INTEGER NOT NULL, fp TEXT NOT NULL, route TEXT NOT NULL,"
	"  events INTEGER NOT NULL, counted INTEGER NOT NULL, fresh INTEGER NOT NULL,"
	"  PRIMARY KEY (notice, fp, route)) WITHOUT ROWID;"

	/* when an issue was last put into a message there (`repeat` counts from it; 0: never), and its due notice */
	"CREATE TABLE errnotice_told ("
	"  fp TEXT NOT NULL, route TEXT NOT NULL, robot TEXT NOT NULL,"
	"  at INTEGER NOT NULL, due INTEGER,"
	"  PRIMARY KEY (fp, route, robot)) WITHOUT ROWID;"

	/*
	 * What all senders of a robot share (robots.c), by a hash of its access token: who is sending
	 * now, how it does, and when something was sent to it.
	 */
	"CREATE TABLE errnotice_robot ("
	"  token_hash TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
	"  sender TEXT NOT NULL DEFAULT '', lease_ms INTEGER NOT NULL DEFAULT 0,"
	"  failures INTEGER NOT NULL DEFAULT 0, throttles INTEGER NOT NULL DEFAULT 0,"
	"  retry_at_ms INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '') WITHOUT ROWID;"

	"CREATE TABLE errnotice_sent ("
	"  id INTEGER PRIMARY KEY, token_hash TEXT NOT NULL, at_ms INTEGER NOT NULL);"
	"CREATE INDEX errnotice_sent_at ON errnotice_sent (token_hash, at_ms);",

	/* 2: what is told beside errors (bulletins.c): `count` adds up from `since` until a message takes it */
	"CREATE TABLE errnotice_bulletin ("
	"  kind TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL,"
	"  count INTEGER NOT NULL, since INTEGER NOT NULL,"
	"  next_at INTEGER NOT NULL, told_at INTEGER NOT NULL DEFAULT 0," /* 0: never */
	"  PRIMARY KEY (kind, subject, reason)) WITHOUT ROWID;"
	"CREATE INDEX errnotice_bulletin_next ON errnotice_bulletin (kind, next_at) WHERE count > 0;"
	"CREATE INDEX errnotice_bulletin_told ON errnotice_bulletin (kind, told_at);"

	/* the newest epoch of each stream and group (epochs.c); `made`: its group was there */
	"CREATE TABLE errnotice_epoch ("
	"  stream TEXT NOT NULL, group_name TEXT NOT NULL, number INTEGER NOT NULL, made INTEGER NOT NULL,"
	"  began_at INTEGER NOT NULL, PRIMARY KEY (stream, group_name)) WITHOUT ROWID;"

	/* `issues`, or the kind of bulletin that a message tells: such a one has no items and tells 0 events */
	"ALTER TABLE errnotice_notice ADD COLUMN about TEXT NOT NULL DEFAULT 'issues';",

	/* 3: events that the queue had refused at first (tasks.c), in a table older than errnotice */
	"CREATE TABLE log_queue_task ("
	"  id INTEGER PRIMARY KEY AUTOINCREMENT, task_type INTEGER NOT NULL, data TEXT NOT NULL,"
	"  is_success INTEGER NOT NULL, put_date INTEGER NOT NULL, exec_date INTEGER NOT NULL);"
	"CREATE INDEX log_queue_task_exec ON log_queue_task (exec_date);",

	/*
	 * 4: `via` is the robot that made the last attempt: the notice's own, or one that stands in for
	 * it.  `unsure`: an attempt may have reached the group, so no other robot may say it.
	 */
	"ALTER TABLE errnotice_notice ADD COLUMN via TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE errnotice_notice ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;"
	"UPDATE errnotice_notice SET via = robot, unsure = 1 WHERE state = 'sending';"
	"CREATE INDEX errnotice_notice_via ON errnotice_notice (via, next_at) WHERE state = 'sending';",

	/* 5: a message that was refused is said with `less` in it (deliver/answer.h); `original` is what it was */
	"ALTER TABLE errnotice_notice ADD COLUMN less INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE errnotice_notice ADD COLUMN original TEXT;", /* NULL: the body still is */

	/*
	 * 6: when an issue speaks.  `waits` says for what a notice is not due yet; the state of an item
	 * and of a place is what the issue is there (plan/spell.h); a window holds what of a due notice
	 * still counts towards its route's threshold.
	 */
	"ALTER TABLE errnotice_notice ADD COLUMN waits TEXT NOT NULL DEFAULT 'repeat';"
	"ALTER TABLE errnotice_notice_item ADD COLUMN state TEXT NOT NULL DEFAULT 'open';"
	"UPDATE errnotice_notice_item SET state = 'new' WHERE fresh = 1;"
	"ALTER TABLE errnotice_told ADD COLUMN state TEXT NOT NULL DEFAULT 'new';"
	"UPDATE errnotice_told SET state = 'open' WHERE at > 0;"
	"ALTER TABLE errnotice_issue ADD COLUMN back_at INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE errnotice_window ("
	"  notice INTEGER NOT NULL, at INTEGER NOT NULL, until_at INTEGER NOT NULL,"
	"  events INTEGER NOT NULL, counted INTEGER NOT NULL,"
	"  PRIMARY KEY (notice, at)) WITHOUT ROWID;"
	"CREATE INDEX errnotice_window_until ON errnotice_window (until_at);",

	/* 7: what a person asked not to hear of for a while (silences.c); `closed`: the group was told what that was */
	"CREATE TABLE errnotice_silence ("
	"  id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL, class TEXT NOT NULL, fp TEXT NOT NULL,"
	"  owner TEXT NOT NULL, why TEXT NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER NOT NULL,"
	"  muted INTEGER NOT NULL, closed INTEGER NOT NULL);"
	"CREATE INDEX errnotice_silence_until ON errnotice_silence (closed, until_at);",

	/* 8: what the queue took against what arrived (sources.c): errors; `earlier` is -1 until it is known */
	"CREATE TABLE errnotice_source ("
	"  source TEXT NOT NULL PRIMARY KEY, arrived INTEGER NOT NULL DEFAULT 0,"
	"  taken INTEGER NOT NULL DEFAULT 0, lost INTEGER NOT NULL DEFAULT 0,"
	"  earlier INTEGER NOT NULL DEFAULT -1, seen_at INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE errnotice_ledger ("
	"  stream TEXT NOT NULL, group_name TEXT NOT NULL, began_at INTEGER NOT NULL,"
	"  PRIMARY KEY (stream, group_name)) WITHOUT ROWID;",

	/* 9: 1 while a robot does not work and its fallback's group was told so */
	"ALTER TABLE errnotice_robot ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;",

	/* 10: which issues may have recovered */
	"CREATE INDEX errnotice_told_state ON errnotice_told (route, robot, state);",

	/* 11: events that came by a spool and that the queue may have had before (sources.c) */
	"CREATE TABLE errnotice_doubt (id BLOB NOT NULL PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;",

	/* 12: what a robot was sent in the calendar month that ends then, Unix s (plan/month.h) */
	"ALTER TABLE errnotice_robot ADD COLUMN month_sent INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE errnotice_robot ADD COLUMN month_ends INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE errnotice_robot ADD COLUMN month_paced_ms INTEGER NOT NULL DEFAULT 0;",

	/*
	 * 13: which issues grow (escalations.c), and what a notice says of it: `escalated` events came
	 * in `escalated_s` seconds; 0: it says nothing.
	 */
	"CREATE TABLE errnotice_escalation ("
	"  fp TEXT NOT NULL, route TEXT NOT NULL, high_at INTEGER NOT NULL, slices TEXT NOT NULL,"
	"  PRIMARY KEY (fp, route)) WITHOUT ROWID;"
	"ALTER TABLE errnotice_notice_item ADD COLUMN escalated INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE errnotice_notice_item ADD COLUMN escalated_s INTEGER NOT NULL DEFAULT 0;",

	/*
	 * 14: which errors nobody is told of (unheard.c), `name` being the reason of those that are
	 * muted and the host of those that are lost; and of which day the group was told last
	 */
	"CREATE TABLE errnotice_unheard ("
	"  minute INTEGER NOT NULL, why TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,"
	"  PRIMARY KEY (minute, why, name)) WITHOUT ROWID;"
	"CREATE TABLE errnotice_summary ("
	"  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), date INTEGER NOT NULL);",

	/* 15: when the heartbeat of each host was last another one, and when somebody looked (hosts.c) */
	"CREATE TABLE errnotice_host ("
	"  host TEXT NOT NULL PRIMARY KEY, beat TEXT NOT NULL, changed_at INTEGER NOT NULL,"
	"  silent INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE errnotice_watch ("
	"  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), looked_at INTEGER NOT NULL);",
};

#endif
