--TEST--
A catch without a variable catches, too
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
    throw new RuntimeException('no money', 500);
} catch (RuntimeException) {
}
PHP);
?>
--EXPECT--
nothing reported
