--TEST--
A finally block that throws and catches for itself passes the first one on
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
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        try {
            throw new LogicException('no log', 500);
        } catch (LogicException $e) {
        }
    }
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
