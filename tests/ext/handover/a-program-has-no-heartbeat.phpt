--TEST--
A CLI program has no heartbeat: it comes and goes
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
redis('DEL', 'errnotice:hosts');
$result = child('errnotice_report(new Exception("no money", 500));');
echo count($result['events']), ' event, ', redis('EXISTS', 'errnotice:hosts'), " heartbeats\n";
?>
--EXPECT--
1 event, 0 heartbeats
