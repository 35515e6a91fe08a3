--TEST--
What a destructor throws is caught by the caller
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
try {
    pay();
} catch (Exception $e) {
}
PHP);
?>
--EXPECT--
nothing reported
