--TEST--
What a handler was given is reported, though it is kept and dies after the script in somebody's code
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const BY_A_FIBER = <<<'PHP'
$fiber = new Fiber(function () {
    try {
        throw new RuntimeException('no money', 500);
    } catch (RuntimeException $e) {
        Fiber::suspend($e);
    }
});
PHP;
const BY_A_GLOBAL = <<<'PHP'
$kept = new RuntimeException('no money', 500);
register_shutdown_function(function () { $GLOBALS['kept'] = null; });
PHP;
const HANDLER = "set_exception_handler(fn() => 1);\n";

check(HANDLER . BY_A_FIBER . 'throw $fiber->start();');
check(HANDLER . BY_A_GLOBAL . 'throw $kept;');
echo "caught:\n";
check(HANDLER . BY_A_FIBER . 'try { throw $fiber->start(); } catch (RuntimeException) {}');
check(HANDLER . BY_A_GLOBAL . 'try { throw $kept; } catch (RuntimeException) {}');
check(BY_A_GLOBAL . 'function swallows($e) { try { throw $e; } finally { return 1; } } swallows($kept);');
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php::{closure}
RuntimeException 500, handler: no money, in case.php
caught:
nothing reported
nothing reported
nothing reported
