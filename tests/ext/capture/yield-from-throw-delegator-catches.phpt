--TEST--
What Generator::throw() throws into a chain is caught by a delegating one
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
}
function all() {
    try {
        yield from orders();
    } catch (Exception $e) {
        yield 2;
    }
}
function everything() {
    yield from all();
}
$orders = everything();
$orders->current();
echo $orders->throw(new RuntimeException('no money', 500));
PHP);
?>
--EXPECT--
nothing reported
