--TEST--
A parse error of the entry script is a fatal
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
this is no PHP
PHP, ['codes' => 'E_PARSE']);
?>
--EXPECT--
E_PARSE E_PARSE, fatal: syntax error, unexpected identifier "is", in case.php
