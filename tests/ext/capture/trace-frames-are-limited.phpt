--TEST--
errnotice.trace_frames limits the frames of the detail
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$event = child(<<<'PHP'
function dive($n) {
    $n ? dive($n - 1) : throw new RuntimeException('no air', 500);
}
dive(50);
PHP, ['trace_frames' => '3'])['events'][0];
echo count(json_decode($event['detail'])->trace), json_last_error_msg();
?>
--EXPECT--
3No error
