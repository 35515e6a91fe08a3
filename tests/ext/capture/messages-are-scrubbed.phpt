--TEST--
Names and kinds of values are masked in messages and in the chain
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$event = child(<<<'PHP'
throw new LogicException('view failed', 0, new RuntimeException('password=geheim for 13812345678', 500, new Exception('token: abc123')));
PHP, ['codes' => '500'])['events'][0];
echo $event['message'], "\n", var_export(str_contains($event['detail'], 'abc123'), true);
?>
--EXPECT--
password=*** for ***
false
