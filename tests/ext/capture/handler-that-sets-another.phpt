--TEST--
What a handler or a shutdown function throws is reported once, whether PHP ends with it or the next handler has it and keeps it
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const KEEPS = 'set_exception_handler(function ($e) { $GLOBALS["kept"][] = $e; });';
const LETS_GO = 'set_exception_handler(fn($e) => 1);';
// who has what is thrown beside the script, where there is a next handler
define('LAST', PHP_VERSION_ID < 80300 ? 'fatal' : 'handler');
const FAILS = "throw new RuntimeException('no money', 500);";

foreach (['', KEEPS, LETS_GO] as $next) {
    ob_start();
    check("set_exception_handler(function () { $next " . FAILS . ' }); throw new Error;');
    check('set_exception_handler(function () { try { ' . FAILS . " } finally { $next } }); throw new Error;");
    check("$next register_shutdown_function(function () { " . FAILS . ' });');
    echo str_replace($next === '' ? 'fatal' : LAST, 'last', ob_get_clean());
}
echo "swallowed:\n";
check('set_exception_handler(function () {' . LETS_GO . ' try { ' . FAILS . ' } finally { return 1; } }); throw new Error;');
?>
--EXPECT--
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
RuntimeException 500, last: no money, in case.php::{closure}
swallowed:
nothing reported
