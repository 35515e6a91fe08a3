--TEST--
A method from a trait tells the class that uses it
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
trait Pays {
    function pay() {
        throw new RuntimeException('no money', 500);
    }
}
class Order {
    use Pays;
}
(new Order)->pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in Order::pay
