--TEST--
Session handlers and header callbacks throw after the request: they count as what comes before
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
const QUIET = ['display_errors' => '0', 'log_errors' => '0'];
const TAKES = 'function takes() { try { throw new RuntimeException("no money", 500); } catch (Exception) { } }
    ';
const SESSION = 'class Handler extends SessionHandler {
        function write(string $id, string $data): bool { written(); return true; }
        function read(string $id): string { return ""; }
    }
    session_set_save_handler(new Handler, false);
    session_id("a");
    session_start(["use_cookies" => "0", "cache_limiter" => "", "lazy_write" => "0"]);
    ';
check_request(TAKES . 'header_register_callback(function () { takes(); http_response_code(500); });');
check_request(TAKES . 'takes(); http_response_code(500);
    header_register_callback(function () { try { throw new LogicException("not configured", 7); } catch (Exception) { } });');
check_request(TAKES . SESSION . 'function written() { takes(); }
    http_response_code(500);');
check_request(TAKES . SESSION . 'function written() { throw new LogicException("not configured", 7); }
    takes(); http_response_code(500);', QUIET);
check_request(TAKES . SESSION . 'function written() { throw new LogicException("configured", 500); }
    takes(); http_response_code(500);', QUIET);
?>
--EXPECT--
500
RuntimeException 500, response: no money, in takes
500
RuntimeException 500, response: no money, in takes
500
RuntimeException 500, response: no money, in takes
500
nothing reported
500
LogicException 500, fatal: configured, in written
