--TEST--
The detail tells the request, without its secrets
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
PHP, ['REQUEST_METHOD' => 'POST', 'REQUEST_URI' => '/pay?order=7&token=geheim', 'REMOTE_ADDR' => '192.0.2.7',
    'HTTP_X_REQUEST_ID' => 'abc-1', 'HTTP_TRACEPARENT' => '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'HTTP_COOKIE' => 'session=geheim'], [])['events'][0];
foreach (json_decode($event['detail'], true)['request'] ?? ['none' => ''] as $name => $value) {
    echo "$name: $value\n";
}
echo $event['sapi'], ' ', $event['path'];
?>
--EXPECT--
method: POST
uri: /pay?order=7&token=***
ip: 192.0.2.7
id: abc-1
trace_id: 0af7651916cd43dd8448eb211c80319c
cgi-fcgi fatal
