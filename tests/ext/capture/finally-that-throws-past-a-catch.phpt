--TEST--
What a finally block threw in front of it is not what the catch takes: reported
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
    } finally {
        throw new LogicException('no log');
    }
} catch (RuntimeException $e) {
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
