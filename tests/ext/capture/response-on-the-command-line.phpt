--TEST--
On the command line there is no answer, whatever http_response_code() says
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
check(<<<'PHP'
try { throw new RuntimeException('no money', 500); } catch (Exception) { }
http_response_code(500);
echo "page";
PHP);
?>
--EXPECT--
nothing reported
