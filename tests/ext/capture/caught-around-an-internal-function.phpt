--TEST--
It is caught around the internal function that called back
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
    $orders = [2, 1];
    usort($orders, function ($a, $b) {
        throw new RuntimeException('no money', 500);
    });
} catch (Exception $e) {
}
PHP);
?>
--EXPECT--
nothing reported
