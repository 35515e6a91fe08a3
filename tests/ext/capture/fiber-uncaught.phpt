--TEST--
What leaves a fiber and everything else is reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
function pay() {
    throw new RuntimeException('no money', 500);
}
$fiber = new Fiber(function () {
    Fiber::suspend();
    pay();
});
$fiber->start();
$fiber->resume();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
