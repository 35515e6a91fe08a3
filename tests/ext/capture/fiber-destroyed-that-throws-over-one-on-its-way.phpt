--TEST--
What a fiber throws that is destroyed on the way out, and a catch takes, speaks for what it was thrown over
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
set_exception_handler(fn() => 1);
function pay() {
    $fiber = new Fiber(function () {
        try {
            Fiber::suspend();
        } finally {
            throw new LogicException('no receipt', 500);
        }
    });
    $fiber->start();
    throw new RuntimeException('no money', 500);
}
try {
    pay();
} catch (LogicException $e) {
}
PHP);
?>
--EXPECT--
nothing reported
