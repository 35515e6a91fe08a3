--TEST--
Headers that are no trace ids are left out
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
PHP, ['REQUEST_URI' => '/', 'HTTP_SW8' => '1-!!!', 'HTTP_TRACEPARENT' => '00-' . str_repeat('z', 32) . '-x'], [])['events'][0];
foreach (json_decode($event['detail'], true)['request'] ?? ['none' => ''] as $name => $value) {
    echo "$name: $value\n";
}
?>
--EXPECT--
method: GET
uri: /
