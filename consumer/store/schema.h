/*
 * schema -- the tables, one step a version.
 *
 * A step is never changed once a release has it: what comes later is a further
 * step.  Times are Unix seconds in UTC unless a name ends in `_ms`; `minute` and
 * `day` are the second at which they begin.  What a team may query, and how, is
 * docs/statistics.md.  Included by store.c alone.
 *
 * errnotice_counter, by name:
 *
 *   ingested told pending unrouted      the law; reason is ''
 *   muted                               the law; reason is why
 *   duplicates poison late              entries; events of `late` are counted as well
 *   notices                             reason is "ROBOT RESULT" (no robot's name holds a space)
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

	"CREATE TABLE errnotice_day ("
	"  day INTEGER NOT NULL, fp TEXT NOT NULL,"
	"  app TEXT NOT NULL, env TEXT NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL,"
	"  count INTEGER NOT NULL,"
	"  PRIMARY KEY (day, fp)) WITHOUT ROWID;"

	"CREATE TABLE errnotice_issue ("
	"  fp TEXT NOT NULL PRIMARY KEY,"
	"  app TEXT NOT NULL, env TEXT NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL, site TEXT NOT NULL,"
	"  message TEXT NOT NULL, release TEXT NOT NULL, first_release TEXT NOT NULL,"
	"  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, total INTEGER NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('new', 'open', 'back', 'recovered'))) WITHOUT ROWID;"
	"CREATE INDEX errnotice_issue_last_seen ON errnotice_issue (last_seen);"

	"CREATE TABLE errnotice_event ("
	"  id TEXT NOT NULL PRIMARY KEY, fp TEXT NOT NULL, time_ms INTEGER NOT NULL,"
	"  host TEXT NOT NULL, sapi TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL,"
	"  release TEXT NOT NULL, message TEXT NOT NULL, file TEXT NOT NULL, line TEXT NOT NULL,"
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

	/* 1: what is to be told (notices.c) */
	"CREATE TABLE errnotice_notice ("
	"  id INTEGER PRIMARY KEY AUTOINCREMENT, robot TEXT NOT NULL, route TEXT NOT NULL,"
	"  state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'told', 'failed')),"
	"  counts INTEGER NOT NULL,"                  /* 1: its events move the law's counters */
	"  events INTEGER NOT NULL,"                  /* sum of its items */
	"  body TEXT, msg_uuid TEXT,"                 /* NULL while due */
	"  attempts INTEGER NOT NULL DEFAULT 0,"
	"  created_at INTEGER NOT NULL, next_at INTEGER NOT NULL, told_at INTEGER,"
	"  errcode INTEGER, error TEXT);"
	"CREATE INDEX errnotice_notice_next ON errnotice_notice (state, next_at);"

	"CREATE TABLE errnotice_notice_item ("
	"  notice INTEGER NOT NULL, fp TEXT NOT NULL, route TEXT NOT NULL, events INTEGER NOT NULL,"
	"  PRIMARY KEY (notice, fp, route)) WITHOUT ROWID;"
	"CREATE INDEX errnotice_notice_item_issue ON errnotice_notice_item (fp, route);"

	/* when an issue was last told there: `repeat` counts from it */
	"CREATE TABLE errnotice_told ("
	"  fp TEXT NOT NULL, route TEXT NOT NULL, robot TEXT NOT NULL, at INTEGER NOT NULL,"
	"  PRIMARY KEY (fp, route, robot)) WITHOUT ROWID;",
};

#endif
