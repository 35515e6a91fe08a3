--TEST--
A status line and then another code: what was sent decides, and 8.5 sends the line
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
check_request('try { throw new RuntimeException("no money", 500); } catch (Exception) { }
header("HTTP/1.1 500 Oops");
@http_response_code(200);');
?>
--EXPECTREGEX--
(200\nnothing reported|500\nRuntimeException 500, response: no money, in case\.php)
