--TEST--
A closure tells the class that it was written in
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
namespace App;
class Order {
    function pay() {
        return array_map(static fn($sum) => throw new \RuntimeException('no money', 500), [1]);
    }
}
(new Order)->pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in App\Order::{closure}
