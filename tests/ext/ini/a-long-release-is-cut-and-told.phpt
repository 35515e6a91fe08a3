--TEST--
A release that is too long is cut at a character, and told
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$release = str_repeat('x', 63) . '版本';
$result = child('echo implode("\n", errnotice_status()["doubtful"]), "\n"; throw new Exception("", 500);',
    ['release' => $release, 'display_errors' => '0']);
echo preg_replace('/x+/', 'x…', $result['out']);
var_dump($result['events'][0]['release'] === str_repeat('x', 63));
?>
--EXPECTF--
errnotice.release "x…"...: is cut to 64 bytes (%s)
bool(true)
