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
set_exception_handler(fn() => 1);
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
RuntimeException 500, handler: no money, in pay
