--TEST--
A handler that was taken off again had nothing: reported as fatal
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
restore_exception_handler();
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
