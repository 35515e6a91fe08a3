--TEST--
What a catch block throws is not caught by its own try
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
set_exception_handler(fn() => 1);
try {
    throw new LogicException('first');
} catch (Exception $e) {
    throw new RuntimeException('no money', 500);
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
