--TEST--
Thrown again and caught, it is not reported
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
    } catch (RuntimeException $e) {
        throw $e;
    }
} catch (Exception $e) {
}
PHP);
?>
--EXPECT--
nothing reported
