--TEST--
What a finally block swallows in a shutdown function or a handler, and a variable of its holds, is not reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const RETURNS = "\$e = new RuntimeException('no money', 500); try { throw \$e; } finally { return 1; }";
const PASSES_ON = "\$e = new RuntimeException('no money', 500); try { throw \$e; } finally { echo 'paid'; }";
const HANDLER = 'set_exception_handler(fn() => 1);';

foreach (['', HANDLER] as $handler) {
    check($handler . 'register_shutdown_function(function () {' . RETURNS . '});');
    check($handler . 'register_shutdown_function(function () {' . PASSES_ON . '});');
}
check('set_exception_handler(function () {' . RETURNS . '}); throw new LogicException;');
check('set_exception_handler(function () {' . PASSES_ON . '}); throw new LogicException;');
?>
--EXPECTF--
nothing reported
RuntimeException 500, fatal: no money, in case.php::{closure}
nothing reported
RuntimeException 500, %r(fatal|handler)%r: no money, in case.php::{closure}
nothing reported
RuntimeException 500, fatal: no money, in case.php::{closure}
