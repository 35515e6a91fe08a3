--TEST--
A catch of an interface or an alias catches
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
interface Failure {}
class Failed extends Exception implements Failure {}
class_alias('Failed', 'Lost');
foreach (['a', 'b'] as $way) {
    try {
        throw new Failed($way, 500);
    } catch (Failure $e) {
    }
    try {
        throw new Failed($way, 500);
    } catch (Lost $e) {
    }
}
PHP);
?>
--EXPECT--
nothing reported
