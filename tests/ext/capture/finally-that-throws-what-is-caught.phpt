--TEST--
When a finally block throws another one that is caught, nothing is reported
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
try {
    pay();
} catch (LogicException $kept) {
}
PHP);
?>
--EXPECT--
nothing reported
