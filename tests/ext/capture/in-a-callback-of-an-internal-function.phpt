--TEST--
It passes internal functions on its way
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
array_map(function ($order) {
    throw new RuntimeException('no money', 500);
}, [1]);
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
