--TEST--
A handler by way of __call had it: reported
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
class Shop {
    function __call($name, $arguments) {
        echo 'sorry';
    }
}
set_exception_handler([new Shop, 'apologise']);
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in pay
