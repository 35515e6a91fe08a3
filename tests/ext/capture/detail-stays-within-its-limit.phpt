--TEST--
A detail stays within its limit and is whole JSON
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
function dive_into_a_function_with_quite_a_long_name_so_that_traces_become_long($n, $m = "\xff\0") {
    $n ? dive_into_a_function_with_quite_a_long_name_so_that_traces_become_long($n - 1) : throw new RuntimeException(str_repeat("\xe2\x82", 3000), 500, new Exception(str_repeat('"', 9000)));
}
dive_into_a_function_with_quite_a_long_name_so_that_traces_become_long(200);
PHP, ['trace_frames' => '100'])['events'][0];
var_dump(strlen($event['detail']) <= 16384, is_object(json_decode($event['detail'])), strlen($event['message']) <= 2048, (bool) preg_match('//u', $event['message']));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
