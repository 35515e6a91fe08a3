--TEST--
Under a server the events of a request leave when it has ended, and what was caught does not
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
$request = request(<<<'PHP'
header('Content-Type: text/plain');
echo 'Text';
try {
    throw new RuntimeException('handled', 500);
} catch (Exception $e) {
}
throw new RuntimeException('no money', 500);
PHP, [], ['display_errors' => '0']);
tell($request['events']);
echo substr($request['out'], -4);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
Text
