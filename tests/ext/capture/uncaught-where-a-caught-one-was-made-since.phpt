--TEST--
Of two made at one place, the one is reported that nobody caught, though the other was thrown later
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
function pay($amount) {
    throw new RuntimeException("no $amount", 500);
}
try {
    pay(1);
} finally {
    try {
        pay(2);
    } catch (RuntimeException $kept) {
    }
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no 1, in pay
