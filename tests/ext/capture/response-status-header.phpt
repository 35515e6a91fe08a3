--TEST--
A `Status:` header is the status under CGI, unless a status line has another code than 200
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
const CAUGHT = 'try { throw new RuntimeException("no money", 500); } catch (Exception) { }';
check_request(CAUGHT . 'header("Status: 503 Service Unavailable");');
check_request(CAUGHT . 'http_response_code(500); header("status:204");');
check_request(CAUGHT . 'header("X-Status: 503"); header("Status: 503"); header("Status: 404", false);');
check_request(CAUGHT . 'header("HTTP/1.1 404 Not Found"); header("Status: 503");');
check_request(CAUGHT . 'header("HTTP/1.1 200 OK"); header("Status: 503");');
?>
--EXPECT--
503
RuntimeException 500, response: no money, in case.php
204
nothing reported
503
RuntimeException 500, response: no money, in case.php
404
nothing reported
503
RuntimeException 500, response: no money, in case.php
