--TEST--
A shutdown function throws it and there is a handler: whoever has it, it is reported once
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
    echo 'sorry';
});
register_shutdown_function(function () {
    throw new RuntimeException('no money', 500);
});
PHP);
?>
--EXPECTF--
RuntimeException 500, %r(fatal|handler)%r: no money, in case.php::{closure}
