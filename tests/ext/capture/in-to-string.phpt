--TEST--
__toString may throw it
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
class Order {
    function __toString(): string {
        throw new RuntimeException('no money', 500);
    }
}
echo new Order;
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in Order::__toString
