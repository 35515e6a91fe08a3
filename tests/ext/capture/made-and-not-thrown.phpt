--TEST--
One that is made but not thrown is none
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
$e = new RuntimeException('no money', 500);
echo $e->getMessage();
PHP);
?>
--EXPECT--
nothing reported
