--TEST--
The trace id may come from SkyWalking
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
PHP, ['REQUEST_URI' => '/', 'HTTP_SW8' => '1-' . base64_encode('7f2c.61.16') . '-YWJj-3-c2hvcA==-djE=-Lw==-aG9zdA=='], [])['events'][0];
foreach (json_decode($event['detail'], true)['request'] ?? ['none' => ''] as $name => $value) {
    echo "$name: $value\n";
}
?>
--EXPECT--
method: GET
uri: /
trace_id: 7f2c.61.16
