--TEST--
An E_USER_ERROR that the handler declined is reported
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
set_error_handler(fn() => false);
trigger_error('no money', E_USER_ERROR);
PHP, ['codes' => '*']);
?>
--EXPECT--
E_USER_ERROR E_USER_ERROR, fatal: no money, in case.php
