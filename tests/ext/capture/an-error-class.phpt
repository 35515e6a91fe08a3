--TEST--
An Error is reported as an exception is
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
throw new Error('broken', 500);
PHP);
?>
--EXPECT--
Error 500, fatal: broken, in case.php
