--TEST--
A handler that throws it again: reported once
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
set_exception_handler(function ($e) {
    throw $e;
});
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
