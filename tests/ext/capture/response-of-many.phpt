--TEST--
Where more were caught than there are records, the newest is reported, and one that was unhandled among them counts
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
const TAKES = 'function takes($n) { try { throw new RuntimeException("no $n", 500); } catch (Exception $e) { return $e; } }
    ';
const QUIET = ['display_errors' => '0', 'log_errors' => '0'];
check_request(TAKES . 'for ($i = 1; $i <= 40; $i++) takes($i); http_response_code(500);');
check_request(TAKES . 'for ($i = 1; $i <= 40; $i++) $kept[] = takes($i); http_response_code(500);');
check_request(TAKES . 'for ($i = 1; $i <= 40; $i++) $kept[] = takes($i); throw new Exception("another", 7);', QUIET);
check_request(TAKES . 'function kernel() { try { throw new Exception("another", 7); } catch (Exception $e) { return $e; } }
    takes(0); $kept[] = kernel(); for ($i = 1; $i <= 40; $i++) $kept[] = takes($i); http_response_code(500);',
    QUIET + ['boundaries' => 'kernel']);
?>
--EXPECT--
500
RuntimeException 500, response: no 40, in takes
500
RuntimeException 500, response: no 40, in takes
500
nothing reported
500
nothing reported
