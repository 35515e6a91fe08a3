--TEST--
A hundred exceptions that wait for finally blocks at once are one report of the last one, or none where that is caught
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const PAY = <<<'PHP'
function pay($left) {
    try {
        throw new RuntimeException("no money for $left", 500);
    } finally {
        if ($left > 0) {
            pay($left - 1);
        }
    }
}

PHP;
check(PAY . 'pay(100);');
check(PAY . 'set_exception_handler(fn() => 1); pay(100);');
check(PAY . 'try { pay(100); } catch (RuntimeException) {}');
?>
--EXPECT--
RuntimeException 500, fatal: no money for 0, in pay
RuntimeException 500, handler: no money for 0, in pay
nothing reported
