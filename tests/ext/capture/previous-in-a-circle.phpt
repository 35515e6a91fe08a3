--TEST--
A chain that bites its tail is read to its end
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
$a = new RuntimeException('a');
$b = new RuntimeException('b', 500, $a);
$property = new ReflectionProperty(Exception::class, 'previous');
$property->setValue($a, $b);
set_exception_handler(function ($e) {
});
throw $a;
PHP);
?>
--EXPECT--
RuntimeException 500, handler: b, in case.php
