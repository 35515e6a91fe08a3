--TEST--
The detail tells trace, chain, script and process, and no argument
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
function pay($secret) {
    throw new LogicException('view failed', 0, new RuntimeException('no money', 500));
}
function run() {
    array_map(fn($n) => pay('password'), [1]);
}
run();
PHP, ['trace_frames' => '20', 'zend.exception_ignore_args' => '0'])['events'][0];
$detail = json_decode($event['detail'], true);
foreach ($detail['trace'] as $frame) {
    echo basename($frame['file'] ?? '-'), ':', $frame['line'] ?? '-', ' ', $frame['call'], "\n";
}
foreach ($detail['previous'] as $link) {
    echo $link['class'], ' ', $link['code'] ?? '-', ' ', $link['message'], ' ', basename($link['file']), ':', $link['line'], "\n";
}
var_dump(basename($detail['script']), basename($detail['argv0']), is_int($detail['pid']), $detail['php'], isset($detail['request']), str_contains($event['detail'], 'password'));
?>
--EXPECTF--
case.php:3 pay
case.php:6 {closure}
-:- array_map
case.php:6 run
case.php:8 {main}
LogicException - view failed case.php:3
string(8) "case.php"
string(8) "case.php"
bool(true)
string(%d) "%d.%d.%d%S"
bool(false)
bool(false)
