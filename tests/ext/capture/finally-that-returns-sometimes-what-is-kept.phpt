--TEST--
What a finally block that returns sometimes did swallow is not reported, though it is kept and there is a handler
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$pay = <<<'PHP'
function pay($quietly, $message = 'no money') {
    try {
        throw $GLOBALS['kept'][] = new RuntimeException($message, 500);
    } finally {
        if ($quietly) {
            return 1;
        }
    }
}
function log_in_vain() {
    try {
        throw new LogicException('no log', 500);
    } catch (LogicException) {
    }
}

PHP;
echo "-- swallowed\n";
check("$pay set_exception_handler(fn(\$e) => 1); pay(true);");
check("$pay set_exception_handler(fn(\$e) => 1); pay(true); log_in_vain();");
check("$pay set_exception_handler(fn(\$e) => 1); (fn() => pay(true))();");
check("$pay set_exception_handler(function (\$e) { pay(true); }); throw new Error('not configured');");
check("$pay set_exception_handler(fn(\$e) => 1); register_shutdown_function('pay', true);");
echo "-- and another is not\n";
check("$pay set_exception_handler(fn(\$e) => 1); pay(true, 'swallowed'); pay(false, 'passed on');");
check("$pay set_exception_handler(fn(\$e) => pay(true, 'swallowed')); pay(false, 'passed on');");
check("$pay set_exception_handler(fn(\$e) => 1); try { pay(false, 'passed on'); } finally { pay(true, 'swallowed'); }");
check("$pay set_exception_handler(fn(\$e) => 1); try { pay(true, 'swallowed'); } finally { pay(false, 'passed on'); }");
echo "-- passed on\n";
check("$pay set_exception_handler(fn(\$e) => 1); pay(false);");
check("$pay set_exception_handler(function (\$e) { exit; }); pay(false);");
check("$pay set_exception_handler(function (\$e) { log_in_vain(); }); pay(false);");
check("$pay set_exception_handler(function (\$e) { \$e = null; log_in_vain(); exit; }); pay(false);");
check("$pay set_exception_handler(fn(\$e) => 1); register_shutdown_function('log_in_vain'); pay(false);");
echo "-- taken by a boundary\n";
check(<<<'PHP'
function run($quietly) {
    try {
        try {
            throw $GLOBALS['kept'][] = new RuntimeException('no money', 500);
        } finally {
            if ($quietly) {
                return 1;
            }
        }
    } catch (RuntimeException) {
    }
}
run(false);
PHP, ['boundaries' => 'run']);
check("$pay function run(\$quietly) { try { pay(\$quietly); } catch (Exception) { } } run(true); run(false);",
    ['boundaries' => 'run']);
?>
--EXPECT--
-- swallowed
nothing reported
nothing reported
nothing reported
nothing reported
nothing reported
-- and another is not
RuntimeException 500, handler: passed on, in pay
RuntimeException 500, handler: passed on, in pay
RuntimeException 500, handler: passed on, in pay
RuntimeException 500, handler: passed on, in pay
-- passed on
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
RuntimeException 500, handler: no money, in pay
-- taken by a boundary
RuntimeException 500, boundary: no money, in run
RuntimeException 500, boundary: no money, in pay
