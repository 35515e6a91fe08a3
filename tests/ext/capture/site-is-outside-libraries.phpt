--TEST--
The site is the first frame outside the library paths
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
mkdir(__DIR__ . '/vendor');
file_put_contents(__DIR__ . '/vendor/lib.php', '<?php function connect() { throw new RuntimeException("no bank", 500); }');
require __DIR__ . '/vendor/lib.php';
unlink(__DIR__ . '/vendor/lib.php');
rmdir(__DIR__ . '/vendor');
class Order {
    function pay() {
        array_map('connect', [1]);
    }
}
(new Order)->pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no bank, in Order::pay
