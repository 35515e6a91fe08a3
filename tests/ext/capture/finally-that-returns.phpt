--TEST--
A finally block that returns swallows it
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
        throw new RuntimeException('no money', 500);
    } finally {
        return 1;
    }
}
echo pay();
PHP);
?>
--EXPECT--
nothing reported
