--TEST--
What an autoloader throws while a class is linked is reported once, though the engine ends with a fatal of its own
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$code = <<<'PHP'
class ShopError extends Exception {}
spl_autoload_register(function ($class) { throw new ShopError("no $class", 10012); });
class Base { function make(): X { } }
class Child extends Base { function make(): Y { } }
PHP;
check($code, ['codes' => '*']);
check($code, ['codes' => '10012']);
check($code, ['codes' => 'E_ERROR']);
?>
--EXPECTF--
ShopError 10012, fatal: no %s, in %s
ShopError 10012, fatal: no %s, in %s
E_ERROR E_ERROR, fatal: During inheritance of Child, while autoloading %s: Uncaught ShopError: no %s in %s
