--TEST--
What passes a chain of delegating generators uncaught is reported
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
    throw new RuntimeException('no money', 500);
}
function all() {
    try {
        yield from orders();
    } catch (TypeError $e) {
    }
}
function everything() {
    yield from all();
}
foreach (everything() as $order) {
    echo $order;
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in orders
