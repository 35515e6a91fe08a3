--TEST--
A generator may throw it
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
function orders() {
    yield 1;
    throw new RuntimeException('no money', 500);
}
foreach (orders() as $order) {
    echo $order;
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in orders
