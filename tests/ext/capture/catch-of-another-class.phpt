--TEST--
A catch of another class hides nothing
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
    throw new RuntimeException('no money', 500);
} catch (LogicException | TypeError $e) {
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
