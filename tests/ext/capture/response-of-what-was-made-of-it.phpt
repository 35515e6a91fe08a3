--TEST--
What was made of a caught one and caught, too, is reported; what was thrown on is what it became
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
function wraps() {
    try { throw new RuntimeException('no money', 500); }
    catch (Exception $e) { throw new LogicException('order failed', 0, $e); }
}
try { wraps(); } catch (Exception) { http_response_code(500); }
PHP);
check_request(<<<'PHP'
function wraps() {
    try { throw new RuntimeException('no money', 500); }
    catch (Exception $e) { throw new LogicException('order failed', 501, $e); }
}
try { wraps(); } catch (Exception) { http_response_code(500); }
PHP, ['codes' => '500, 501']);
check_request(<<<'PHP'
function again() {
    try { throw new RuntimeException('no money', 500); } catch (Exception $e) { throw $e; }
}
try { again(); } catch (Exception) { http_response_code(500); }
PHP);
?>
--EXPECT--
500
RuntimeException 500, response: no money, in wraps
500
LogicException 501, response: order failed, in wraps
500
RuntimeException 500, response: no money, in again
