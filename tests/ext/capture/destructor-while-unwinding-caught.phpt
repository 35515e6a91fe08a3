--TEST--
When what a destructor threw instead is caught and kept, nothing is reported
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
        throw new LogicException('no log');
    }
}
function pay() {
    $order = new Order;
    throw new RuntimeException('no money', 500);
}
try {
    pay();
} catch (LogicException $kept) {
}
PHP);
?>
--EXPECT--
nothing reported
