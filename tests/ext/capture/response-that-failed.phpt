--TEST--
What was caught in a request that is answered with 5xx is reported, in one that is answered otherwise not
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
const CAUGHT = 'function order() { try { throw new RuntimeException("no money", 500); } catch (Exception) { } }
    order();';
check_request(CAUGHT);
check_request(CAUGHT . 'http_response_code(404);');
check_request(CAUGHT . 'http_response_code(499); echo "page";');
check_request(CAUGHT . 'http_response_code(500);');
check_request(CAUGHT . 'http_response_code(503); echo "page";');
check_request('http_response_code(599);' . CAUGHT);
check_request(CAUGHT . 'header("HTTP/1.1 502 Bad Gateway");');
check_request('http_response_code(500);');
$event = request(CAUGHT . 'http_response_code(500);')['events'][0];
echo json_decode($event['detail'])->caught_by;
?>
--EXPECT--
200
nothing reported
404
nothing reported
499
nothing reported
500
RuntimeException 500, response: no money, in order
503
RuntimeException 500, response: no money, in order
599
RuntimeException 500, response: no money, in order
502
RuntimeException 500, response: no money, in order
500
nothing reported
order
