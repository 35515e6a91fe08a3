--TEST--
An E_USER_ERROR that nobody handles is reported
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
    @trigger_error('no money', E_USER_ERROR);
}
pay();
PHP, ['codes' => 'E_USER_ERROR']);
?>
--EXPECT--
E_USER_ERROR E_USER_ERROR, fatal: no money, in pay
