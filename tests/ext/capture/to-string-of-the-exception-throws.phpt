--TEST--
An exception whose __toString throws is reported for what it is
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
class Failed extends RuntimeException {
    function __toString(): string {
        throw new LogicException('no text');
    }
}
throw new Failed('no money', 500);
PHP);
?>
--EXPECT--
Failed 500, fatal: no money, in case.php
