--TEST--
A fiber that is destroyed at the end may throw it
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
$fiber = new Fiber(function () {
    try {
        Fiber::suspend();
    } finally {
        throw new RuntimeException('no money', 500);
    }
});
$fiber->start();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
