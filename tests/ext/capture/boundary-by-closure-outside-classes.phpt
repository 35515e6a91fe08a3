--TEST--
A closure outside classes may be a boundary
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
$run = function () {
    try {
        throw new RuntimeException('no money', 500);
    } catch (Exception $e) {
    }
};
$run();
PHP, ['boundaries' => '{closure}']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in case.php::{closure}
