--TEST--
A destructor at the end of the script may throw it
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
$order = new Order;
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in Order::__destruct
