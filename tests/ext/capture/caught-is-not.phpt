--TEST--
An exception that is caught is not reported
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
} catch (RuntimeException $e) {
    echo 'sorry';
}
PHP);
?>
--EXPECT--
nothing reported
