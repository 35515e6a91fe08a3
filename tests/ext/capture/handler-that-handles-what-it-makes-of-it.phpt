--TEST--
What a handler makes of an exception, throws and catches, takes nothing from the report of the first
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
foreach ([500, 501] as $code) {
    check(<<<PHP
set_exception_handler(function (\$e) {
    try {
        throw new LogicException('no page for it', $code, \$e);
    } catch (LogicException) {
        echo 'sorry';
    }
});
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP);
}
?>
--EXPECT--
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
