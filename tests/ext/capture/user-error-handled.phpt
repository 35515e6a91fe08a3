--TEST--
An E_USER_ERROR that a handler handled is not reported
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
set_error_handler(fn() => true);
trigger_error('no money', E_USER_ERROR);
PHP, ['codes' => 'E_USER_ERROR']);
?>
--EXPECT--
nothing reported
