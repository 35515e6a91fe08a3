<?php
// The drain as one writes it by hand, with phpredis and PDO: the same entries into the same tables, as safe on the disk.
//
//   worker.php each|batch SOCKET STREAM GROUP FILE
//
// each: a transaction an event.  batch: a thousand in one, statistics added up before.  Prints how many, and the seconds.

const TABLES = <<<'SQL'
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    CREATE TABLE seen (id BLOB NOT NULL PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE minute (minute INTEGER NOT NULL, fp TEXT NOT NULL, app TEXT NOT NULL, env TEXT NOT NULL,
        class TEXT NOT NULL, code TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (minute, fp)) WITHOUT ROWID;
    CREATE TABLE issue (fp TEXT NOT NULL PRIMARY KEY, message TEXT NOT NULL, first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE event (id TEXT NOT NULL UNIQUE, fp TEXT NOT NULL, time_ms INTEGER NOT NULL, message TEXT NOT NULL,
        detail TEXT NOT NULL);
    CREATE INDEX event_newest ON event (fp, time_ms);
    SQL;
const READ = 1000;
const KEPT = 20;

final class Statistics
{
    private PDOStatement $see, $minute, $issue, $keep, $forget;

    public function __construct(public readonly PDO $db)
    {
        $this->see = $db->prepare('INSERT INTO seen (id, day) VALUES (?, ?) ON CONFLICT (id) DO NOTHING');
        $this->minute = $db->prepare('INSERT INTO minute VALUES (?, ?, ?, ?, ?, ?, ?)'
            . ' ON CONFLICT (minute, fp) DO UPDATE SET count = count + excluded.count');
        $this->issue = $db->prepare('INSERT INTO issue VALUES (?, ?, ?, ?, ?) ON CONFLICT (fp) DO UPDATE SET'
            . ' message = excluded.message, last_seen = excluded.last_seen, total = total + excluded.total');
        $this->keep = $db->prepare('INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?)');
        $this->forget = $db->prepare('DELETE FROM event WHERE fp = ?1 AND rowid NOT IN'
            . ' (SELECT rowid FROM event WHERE fp = ?1 ORDER BY time_ms DESC LIMIT ' . KEPT . ')');
    }

    public function isNew(array $event): bool
    {
        $this->see->execute([hex2bin(str_replace('-', '', $event['id'])), intdiv(time(), 86400)]);
        return $this->see->rowCount() > 0;
    }

    /** @param array<int, array> $events of one issue, in the order of their time */
    public function add(array $events): void
    {
        $newest = end($events);
        $minutes = [];
        foreach ($events as $event) {
            $at = intdiv((int) $event['time'], 60000) * 60;
            $minutes[$at] = ($minutes[$at] ?? 0) + (int) $event['count'];
        }
        foreach ($minutes as $at => $count) {
            $this->minute->execute([$at, $newest['fp'], $newest['app'], $newest['env'], $newest['class'],
                $newest['code'], $count]);
        }
        $this->issue->execute([$newest['fp'], $newest['message'], intdiv((int) $events[0]['time'], 1000),
            intdiv((int) $newest['time'], 1000), array_sum($minutes)]);
        foreach (array_slice($events, -KEPT) as $event) {
            $this->keep->execute([$event['id'], $event['fp'], $event['time'], $event['message'], $event['detail']]);
        }
        $this->forget->execute([$newest['fp']]);
    }
}

function store_each(Statistics $statistics, Redis $redis, array $entries, string $stream, string $group): void
{
    foreach ($entries as $id => $event) {
        $statistics->db->beginTransaction();
        if ($statistics->isNew($event)) {
            $statistics->add([$event]);
        }
        $statistics->db->commit();
        $redis->multi()->xAck($stream, $group, [$id])->xDel($stream, [$id])->exec();
    }
}

function store_batch(Statistics $statistics, Redis $redis, array $entries, string $stream, string $group): void
{
    $issues = [];
    $statistics->db->beginTransaction();
    foreach ($entries as $event) {
        if ($statistics->isNew($event)) {
            $issues[$event['fp']][] = $event;
        }
    }
    foreach ($issues as $events) {
        $statistics->add($events);
    }
    $statistics->db->commit();
    $redis->multi()->xAck($stream, $group, array_keys($entries))->xDel($stream, array_keys($entries))->exec();
}

[, $how, $socket, $stream, $group, $file] = $argv;
$redis = new Redis();
$redis->connect($socket);
$redis->xGroup('CREATE', $stream, $group, '0');
$db = new PDO("sqlite:$file", options: [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
$db->exec(TABLES);
$statistics = new Statistics($db);
$count = 0;
$started = hrtime(true);
while ($entries = $redis->xReadGroup($group, 'worker', [$stream => '>'], READ)[$stream] ?? []) {
    "store_$how"($statistics, $redis, $entries, $stream, $group);
    $count += count($entries);
}
printf('%d %.6f', $count, (hrtime(true) - $started) / 1e9);
