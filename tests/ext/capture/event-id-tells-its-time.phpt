--TEST--
The id of an event tells the time of the throw
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
throw new RuntimeException('no money', 500);
PHP, [])['events'][0];
$ms = hexdec(str_replace('-', '', substr($event['id'], 0, 13)));
var_dump($ms === (int) $event['time'], abs($ms / 1000 - time()) < 60, $event['id'][14]);
?>
--EXPECT--
bool(true)
bool(true)
string(1) "7"
