--TEST--
A finally block that could return, but does not, swallows nothing
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
function pay($quietly) {
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        if ($quietly) {
            return 1;
        }
    }
}
pay(true);
pay(false);
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
