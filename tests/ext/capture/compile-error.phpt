--TEST--
A compile error is a fatal
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
    eval('class A { function a() {} function a() {} }');
}
pay();
PHP, ['codes' => 'E_COMPILE_ERROR']);
?>
--EXPECTF--
E_COMPILE_ERROR E_COMPILE_ERROR, fatal: Cannot redeclare A::a()%S, in pay
