--TEST--
A finally block that only cleans up passes it on
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
        echo "clean\n";
    }
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
