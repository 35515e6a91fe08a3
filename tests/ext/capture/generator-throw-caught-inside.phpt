--TEST--
What Generator::throw() throws is caught in the generator
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
    try {
        yield 1;
    } catch (Exception $e) {
        yield 2;
    }
}
$orders = orders();
$orders->current();
echo $orders->throw(new RuntimeException('no money', 500));
PHP);
?>
--EXPECT--
nothing reported
