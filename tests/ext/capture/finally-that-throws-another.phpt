--TEST--
When a finally block throws another one, that one is reported and nothing twice
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
        throw new LogicException('no log', 500);
    }
}
pay();
PHP);
?>
--EXPECT--
LogicException 500, fatal: no log, in pay
