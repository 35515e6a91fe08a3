--TEST--
A handler that wraps it and throws again: the wrapper is reported, once
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
    throw new LogicException('handler failed', 500, $e);
});
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
LogicException 500, fatal: handler failed, in case.php::{closure}
