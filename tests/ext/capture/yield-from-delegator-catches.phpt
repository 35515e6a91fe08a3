--TEST--
A generator catches what one that it delegates to throws
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
foreach (everything() as $order) {
    echo $order;
}
PHP);
?>
--EXPECT--
nothing reported
