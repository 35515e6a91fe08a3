--TEST--
What a catch block throws passes the finally of its own try
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
function pay() {
    try {
        throw new LogicException('first');
    } catch (LogicException $e) {
        throw new RuntimeException('no money', 500);
    } finally {
        return 1;
    }
}
pay();
PHP);
?>
--EXPECT--
nothing reported
