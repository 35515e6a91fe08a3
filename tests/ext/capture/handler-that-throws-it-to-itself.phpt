--TEST--
A handler that throws it and catches it for itself had it: reported
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
    try {
        throw $e;
    } catch (Throwable $same) {
        echo 'sorry';
    }
});
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in pay
