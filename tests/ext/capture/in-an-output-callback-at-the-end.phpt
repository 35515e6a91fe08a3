--TEST--
An output callback at the end of the script may throw it
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
ob_start(function ($buffer) {
    throw new RuntimeException('no money', 500);
});
echo 'text';
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
