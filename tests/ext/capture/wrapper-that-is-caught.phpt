--TEST--
A wrapper that is caught takes what it holds with it
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
try {
    try {
        throw new RuntimeException('no money', 500);
    } catch (Exception $e) {
        throw new LogicException('view failed', 0, $e);
    }
} catch (LogicException $kept) {
}
PHP);
?>
--EXPECT--
nothing reported
