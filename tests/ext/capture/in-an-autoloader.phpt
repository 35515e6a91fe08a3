--TEST--
An autoloader may throw it
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
spl_autoload_register(function ($class) {
    throw new RuntimeException("no $class", 500);
});
new Missing;
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no Missing, in case.php::{closure}
