--TEST--
What waited in a suspended fiber and goes on when that is destroyed holds what was on its way: one report
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
function wait() {
    try {
        Fiber::suspend();
    } finally {
        return 1;
    }
}
function charge() {
    $fiber = new Fiber(function () {
        try {
            throw new RuntimeException('no money', 500);
        } finally {
            wait();
        }
    });
    $fiber->start();
    throw new LogicException('no book', 500);
}
charge();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
