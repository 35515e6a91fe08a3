--TEST--
An anonymous class is told without its path
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
$order = new class {
    function pay() {
        throw new class('no money', 500) extends RuntimeException {};
    }
};
$order->pay();
PHP);
?>
--EXPECT--
RuntimeException@anonymous 500, fatal: no money, in class@anonymous::pay
