--TEST--
Warnings and notices are no errors of this kind
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
trigger_error('careful', E_USER_WARNING);
trigger_error('Uncaught careful', E_USER_NOTICE);
$a = [];
echo @$a['missing'];
fopen('/does/not/exist', 'r');
PHP, ['codes' => '*']);
?>
--EXPECT--
nothing reported
