--TEST--
errnotice_report() tells of one that the application handled, once
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$child = child(<<<'PHP'
function pay($code) {
    throw new RuntimeException('no money', $code);
}
try {
    pay(500);
} catch (Exception $e) {
    var_dump(errnotice_report($e), errnotice_report($e));
}
try {
    pay(7);
} catch (Exception $other) {
    var_dump(errnotice_report($other));
}
throw $e;
PHP, ['display_errors' => '0']);
echo $child['out'];
tell($child['events']);
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
RuntimeException 500, report: no money, in pay
