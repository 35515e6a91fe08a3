--TEST--
After an event was sent, Redis answers and the stream's length is known
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
echo child(<<<'PHP'
errnotice_report(new Exception('no money', 500));
errnotice_report(new Exception('no money', 500));
$status = errnotice_status();
echo $status['redis'], "\n", $status['stream']['entries'], ' of ', $status['stream']['limit'], "\n";
echo json_encode($status['slots']), "\n";
echo json_encode(array_filter($status['counters'])), "\n";
PHP)['out'];
?>
--EXPECT--
Redis answers
2 of 100000
{"total":1024,"used":0,"waiting":0,"undecided":0}
{"thrown_matching":2,"captured":2,"sent":2}
