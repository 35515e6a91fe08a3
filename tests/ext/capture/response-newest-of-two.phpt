--TEST--
Of two that were caught before a failed answer the newest is reported
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
check_request(<<<'PHP'
function takes(string $message, int $code = 500): void {
    try { throw new RuntimeException($message, $code); } catch (RuntimeException) { }
}
takes('first');
takes('second');
http_response_code(500);
PHP);
check_request(<<<'PHP'
function first(): Exception {
    try { throw new RuntimeException('kept', 500); } catch (Exception $e) { return $e; }
}
function takes(string $message, int $code = 500): void {
    try { throw new RuntimeException($message, $code); } catch (RuntimeException) { }
}
$kept = first();
takes('second');
try { throw $kept; } catch (Exception) { }
http_response_code(500);
PHP);
?>
--EXPECT--
500
RuntimeException 500, response: second, in takes
500
RuntimeException 500, response: kept, in first
