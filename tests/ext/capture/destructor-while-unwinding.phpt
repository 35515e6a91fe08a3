--TEST--
A destructor that throws while the stack unwinds takes the first one along
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
        throw new LogicException('no log', 500);
    }
}
function pay() {
    $order = new Order;
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
LogicException 500, fatal: no log, in Order::__destruct
