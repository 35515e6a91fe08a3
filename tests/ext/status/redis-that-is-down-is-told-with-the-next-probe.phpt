--TEST--
A Redis that is down is told with the reason and the next probe
--EXTENSIONS--
errnotice
--INI--
errnotice.codes=500
errnotice.redis=unix:///nonexistent/redis.sock
errnotice.spool=
--FILE--
<?php
echo errnotice_status()['redis'], "\n";
var_dump(errnotice_report(new Exception('no money', 500)));
$status = errnotice_status();
echo $status['endpoint'], "\n", $status['redis'], "\n";
echo json_encode($status['slots']), "\n";
echo "captured {$status['counters']['captured']}, sent {$status['counters']['sent']}, ",
    "refused {$status['counters']['refused']}\n";
?>
--EXPECTF--
not asked yet: there was nothing to send
bool(true)
unix:///nonexistent/redis.sock%S
Redis down, next probe %r(in 1 s|with the next hand-over)%r: connect: No such file or directory
{"total":1024,"used":1,"waiting":1,"undecided":0}
captured 1, sent 0, refused 1
