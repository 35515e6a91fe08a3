--TEST--
What is caught while an error page is made is not blamed for the error
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
const QUIET = ['display_errors' => '0', 'log_errors' => '0', 'boundaries' => 'kernel, {main}'];
const TAKES = 'function takes() { try { throw new RuntimeException("on the page", 500); } catch (Exception) { } }
    function page() {
        http_response_code(500);
        takes();
    }
    ';
function check_all(string ...$codes): void
{
    foreach ($codes as $code) {
        check_request(TAKES . $code, QUIET);
    }
}
echo "-- made because of another one\n";
check_all(
    'function kernel() { try { throw new LogicException("no", 7); } catch (Exception) { page(); } } kernel();',
    'function kernel() { try { throw new LogicException("no", 7); } catch (Error) { } catch (Exception) { page(); }
        finally { echo 1; } return 1; } kernel();',
    'function kernel() { try { return f(); } catch (Exception) { return page(); } }
        function f() { throw new LogicException("no", 7); } kernel();',
    'try { throw new LogicException("no", 7); } catch (Exception) { page(); }',
    'set_exception_handler(fn() => page()); throw new LogicException("no", 7);',
);
echo "-- made without one\n";
check_all(
    'function kernel() { try { page(); } catch (Exception) { } } kernel();',
    'function kernel() { try { takes(); } catch (Exception) { } page(); } kernel();',
    'try { strlen(1); } catch (Exception) { strlen(2); } page();',
    'function kernel() { try { strlen(1); } catch (Exception) { } try { page(); } catch (Exception) { } } kernel();',
    'function other() { try { throw new LogicException("no", 7); } catch (Exception) { page(); } } other();',
    'register_shutdown_function(page(...));',
);
?>
--EXPECT--
-- made because of another one
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
-- made without one
500
RuntimeException 500, response: on the page, in takes
500
RuntimeException 500, response: on the page, in takes
500
RuntimeException 500, response: on the page, in takes
500
RuntimeException 500, response: on the page, in takes
500
RuntimeException 500, response: on the page, in takes
500
RuntimeException 500, response: on the page, in takes
