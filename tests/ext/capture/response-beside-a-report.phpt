--TEST--
A failed answer is told once: not beside a report of the application, nor for what is ignored
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
const FAILS = 'try { throw new RuntimeException("no money", 500); } catch (Exception $e) { http_response_code(500); }';
tell(request(FAILS . 'errnotice_report($e);')['events']);
tell(request(FAILS . 'errnotice_report(new Exception("mine", 500));')['events']);
check_request(FAILS, ['ignore_codes' => '500', 'codes' => '*']);
check_request(FAILS, ['ignore_classes' => 'RuntimeException']);
check_request(FAILS, ['codes' => '501']);
check_request(FAILS, ['enable' => '0']);
?>
--EXPECT--
RuntimeException 500, report: no money, in case.php
Exception 500, report: mine, in case.php
500
nothing reported
500
nothing reported
500
nothing reported
500
nothing reported
