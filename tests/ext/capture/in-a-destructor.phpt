--TEST--
A destructor may throw it
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
    function __destruct() {
        throw new RuntimeException('no money', 500);
    }
}
function pay() {
    $order = new Order;
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in Order::__destruct
