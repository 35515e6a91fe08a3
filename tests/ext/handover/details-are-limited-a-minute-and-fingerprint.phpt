--TEST--
Only the first few of a fingerprint and minute carry details
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child(<<<'PHP'
function pay() { errnotice_report(new Exception('no money', 500)); }
function ship() { errnotice_report(new Exception('no stock', 500)); }
while ((int) date('s') > 55) {
    usleep(100000);
}
for ($i = 0; $i < 10; $i++) {
    pay();
    ship();
}
PHP, ['detail_limit' => '3']);
$with = [];
foreach ($result['events'] as $event) {
    $with[$event['site']] = ($with[$event['site']] ?? 0) + ($event['detail'] !== '{}');
}
echo count($result['events']), ' ', json_encode($with), "\n";
?>
--EXPECT--
20 {"pay":3,"ship":3}
