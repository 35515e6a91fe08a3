--TEST--
When a finally block throws one that is not configured, the first one behind it is reported
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
        throw new LogicException('no log');
    }
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
