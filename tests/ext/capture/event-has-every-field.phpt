--TEST--
An event has every field of its table
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
function pay() {
    throw new RuntimeException('no money', 500);
}
pay();
PHP, ['app' => 'shop', 'environment' => 'pro', 'release' => '1.2', 'detail_limit' => '5'])['events'][0];
unset($event['detail']);
foreach ($event as $name => $value) {
    echo "$name: $value\n";
}
?>
--EXPECTF--
v: 1
id: %x-%x-7%x-%x-%x
time: 1%d
app: shop
env: pro
release: 1.2
host: %s
sapi: cli
kind: exception
count: 1
path: fatal
class: RuntimeException
code: 500
message: no money
file: %s/case.php
line: 3
fp: %x
site: pay
