--TEST--
Code from eval() tells the file that it stands in
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
eval('throw new RuntimeException("no money", 500);');
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
