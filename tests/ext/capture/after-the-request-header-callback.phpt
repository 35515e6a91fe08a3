--TEST--
A header callback that throws after the request has ended is seen
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (!getenv('TEST_PHP_CGI_EXECUTABLE')) {
    die('skip php-cgi is not there');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
tell(request(<<<'PHP'
header_register_callback(function () {
    throw new RuntimeException('too late', 500);
});
PHP, [], ['display_errors' => '0'])['events']);
?>
--EXPECT--
RuntimeException 500, fatal: too late, in case.php::{closure}
