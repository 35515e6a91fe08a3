--TEST--
The second of two catches catches
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
} catch (LogicException $e) {
} catch (RuntimeException $e) {
}
PHP);
?>
--EXPECT--
nothing reported
