--TEST--
One that an internal function throws belongs to its caller
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
function average() {
    return intdiv(1, 0);
}
average();
PHP, ['classes' => 'DivisionByZeroError']);
?>
--EXPECT--
DivisionByZeroError 0, fatal: Division by zero, in average
