--TEST--
One that was caught is not blamed for the failure of one that nobody handled
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (!getenv('TEST_PHP_CGI_EXECUTABLE')) {
    die('skip no php-cgi');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const QUIET = ['display_errors' => '0', 'log_errors' => '0', 'boundaries' => 'kernel'];
const TAKES = 'function takes() { try { throw new RuntimeException("handled", 500); } catch (Exception) { } }
    ';
function check_all(string ...$codes): void
{
    foreach ($codes as $code) {
        check_request(TAKES . $code, QUIET);
    }
}
echo "-- configured\n";
check_all(
    'takes(); throw new LogicException("uncaught", 500);',
    'function kernel() { try { takes(); throw new LogicException("at the boundary", 500); }
        catch (Exception) { http_response_code(500); } } kernel();',
    'set_exception_handler(fn() => http_response_code(500)); takes(); throw new LogicException("in a handler", 500);',
);
echo "-- not configured\n";
check_all(
    'takes(); throw new LogicException("uncaught", 7);',
    'function kernel() { try { takes(); throw new LogicException("at the boundary", 7); }
        catch (Exception) { http_response_code(500); } } kernel();',
    'set_exception_handler(fn() => http_response_code(500)); takes(); throw new LogicException("in a handler", 7);',
    'takes(); register_shutdown_function(fn() => throw new LogicException("at the end", 7));',
    'takes(); trigger_error("fatal", E_USER_ERROR);',
    'takes(); function f(int $i) { } f("no number");',
    'function kernel() { try { takes(); throw new LogicException("at the boundary", 7); }
        catch (Exception) { http_response_code(500); echo "page"; flush(); } } kernel();',
);
echo "-- after the answer\n";
check_all(
    'takes(); http_response_code(500); echo "page"; flush(); throw new LogicException("not configured", 7);',
    'takes(); http_response_code(500); echo "page"; flush(); throw new LogicException("configured", 500);',
);
echo "-- but caught, or swallowed\n";
check_all(
    'takes(); try { throw new LogicException("no", 7); } catch (Exception) { http_response_code(500); }',
    'takes(); function f() { try { throw new LogicException("no", 7); } finally { return 1; } } f(); http_response_code(500);',
    'takes(); function kernel() { try { f(); } catch (Exception) { } }
        function f() { try { throw new LogicException("no", 7); } finally { return 1; } } kernel(); http_response_code(500);',
);
?>
--EXPECT--
-- configured
500
LogicException 500, fatal: uncaught, in case.php
500
LogicException 500, boundary: at the boundary, in kernel
500
LogicException 500, handler: in a handler, in case.php
-- not configured
500
nothing reported
500
nothing reported
500
nothing reported
500
nothing reported
500
nothing reported
500
nothing reported
500
nothing reported
-- after the answer
500
RuntimeException 500, response: handled, in takes
500
LogicException 500, fatal: configured, in case.php
-- but caught, or swallowed
500
RuntimeException 500, response: handled, in takes
500
RuntimeException 500, response: handled, in takes
500
RuntimeException 500, response: handled, in takes
