--TEST--
A shutdown function may throw it
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
register_shutdown_function(function () {
    throw new RuntimeException('no money', 500);
});
echo 'done';
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
