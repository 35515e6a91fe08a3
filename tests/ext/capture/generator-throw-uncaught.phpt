--TEST--
What Generator::throw() throws may be caught by nobody
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
set_exception_handler(fn() => 1);
function orders() {
    yield 1;
}
function stop($orders) {
    $orders->throw(new RuntimeException('no money', 500));
}
$orders = orders();
$orders->current();
stop($orders);
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in stop
