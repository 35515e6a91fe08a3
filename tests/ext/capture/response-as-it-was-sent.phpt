--TEST--
What was really sent decides, not what the code says later
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
check_request('echo "page"; flush();' . CAUGHT . 'http_response_code(500);');
check_request('http_response_code(500); echo "page"; flush();' . CAUGHT . '@http_response_code(200);');
check_request('register_shutdown_function(fn() => http_response_code(500));' . CAUGHT);
check_request('function later() { try { throw new Exception("later", 500); } catch (Exception) { } }
    http_response_code(500);' . CAUGHT . 'echo "page"; flush(); later();');
check_request('header_register_callback(fn() => http_response_code(500));' . CAUGHT);
check_request('header_register_callback(fn() => http_response_code(500));' . CAUGHT . 'echo "page";');
check_request('header_register_callback(fn() => http_response_code(200));' . CAUGHT . 'http_response_code(500);');
check_request('header_register_callback(fn() => header("Status: 503"));' . CAUGHT);
/* sent twice: the second ones are part of the page */
check_request('header_register_callback(function () { http_response_code(201); echo "head"; flush(); http_response_code(500); });'
    . CAUGHT . 'echo "page";');
?>
--EXPECT--
200
nothing reported
500
RuntimeException 500, response: no money, in case.php
500
RuntimeException 500, response: no money, in case.php
500
RuntimeException 500, response: no money, in case.php
500
RuntimeException 500, response: no money, in case.php
500
RuntimeException 500, response: no money, in case.php
200
nothing reported
503
RuntimeException 500, response: no money, in case.php
201
nothing reported
