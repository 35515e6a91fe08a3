--TEST--
A fatal that ends the script confirms what was on its way
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
        @trigger_error('no log', E_USER_ERROR);
    }
}
function pay() {
    $order = new Order;
    throw new RuntimeException('no money', 500);
}
pay();
PHP, ['codes' => '500, E_USER_ERROR']);
?>
--EXPECT--
E_USER_ERROR E_USER_ERROR, fatal: no log, in Order::__destruct
RuntimeException 500, fatal: no money, in pay
