--TEST--
errnotice.request = 0 leaves the request out
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
$event = request(<<<'PHP'
throw new RuntimeException('no money', 500);
PHP, ['REQUEST_URI' => '/'], ['request' => '0'])['events'][0];
foreach (json_decode($event['detail'], true)['request'] ?? ['none' => ''] as $name => $value) {
    echo "$name: $value\n";
}
?>
--EXPECT--
none: 
