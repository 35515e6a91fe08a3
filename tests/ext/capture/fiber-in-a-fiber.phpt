--TEST--
It may leave two fibers
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
    (new Fiber('pay'))->start();
});
$fiber->start();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
