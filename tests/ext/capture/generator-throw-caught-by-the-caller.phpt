--TEST--
What Generator::throw() throws is caught by its caller
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
$orders = orders();
$orders->current();
try {
    $orders->throw(new RuntimeException('no money', 500));
} catch (Exception $e) {
}
PHP);
?>
--EXPECT--
nothing reported
