--TEST--
An exception that nobody catches is reported
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
throw new RuntimeException('no money', 500);
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
