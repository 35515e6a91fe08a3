--TEST--
A message of 10 MB is cut, and odd bytes become characters
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
throw new RuntimeException("a\0b\xffc " . str_repeat('x', 10 << 20), 500);
PHP, ['memory_limit' => '64M'])['events'][0];
var_dump(strlen($event['message']) <= 2048, (bool) preg_match('//u', $event['message']), substr($event['message'], 0, 11));
?>
--EXPECT--
bool(true)
bool(true)
string(11) "a�b�c x"
