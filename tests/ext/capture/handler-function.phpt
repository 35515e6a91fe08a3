--TEST--
A function as exception handler had it: reported
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
function apologise($e) {
    echo 'sorry';
}
set_exception_handler('apologise');
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in pay
