--TEST--
What a generator throws is caught by who consumes it
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
try {
    foreach (orders() as $order) {
        echo $order;
    }
} catch (Exception $e) {
}
PHP);
?>
--EXPECT--
nothing reported
