--TEST--
A closure outside classes tells its file, also when it was bound to an object
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
$pay = function () {
    throw new RuntimeException('no money', 500);
};
$pay->bindTo(new stdClass)();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
