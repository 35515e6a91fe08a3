--TEST--
A subclass that has its own trace and previous hides nothing
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
class A extends Exception {
    private $trace = 'mine';
    private $previous = 500;
    private $string = 'mine';
}
function pay() {
    throw new A('a', 0, new RuntimeException('no money', 500));
}
set_exception_handler(fn() => 1);
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in pay
