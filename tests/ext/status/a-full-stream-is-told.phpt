--TEST--
A stream that has reached its limit is told
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child(<<<'PHP'
for ($i = 0; $i < 3; $i++) {
    errnotice_report(new Exception("number $i", 500));
}
$status = errnotice_status();
echo $status['redis'], "\n", $status['slots']['waiting'], " wait\n";
PHP, ['stream_limit' => '2']);
echo $result['out'], count($result['events']), " are there\n";
?>
--EXPECT--
the stream has reached errnotice.stream_limit, events go to the spool or wait: does the consumer run?
1 wait
2 are there
