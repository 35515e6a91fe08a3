--TEST--
What finds no slot while Redis is away is counted, and told when it is back
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
/* the way to Redis is a link that is not there at first */
$link = dirname(case_file('')) . '/redis.sock';
$socket = preg_replace('/^unix:\/\//', '', getenv('ERRNOTICE_TEST_REDIS'));
$result = child('$link = ' . var_export($link, true) . '; $socket = ' . var_export($socket, true) . ';' . <<<'PHP'
for ($i = 0; $i < 20; $i++) {
    errnotice_report(new Exception("number $i", 500));
}
$status = errnotice_status();
echo "waiting {$status['slots']['waiting']}, lost {$status['counters']['lost']}\n";
symlink($socket, $link);
for ($i = 0; errnotice_status()['slots']['used'] > 0 || $i < 1; $i++) {
    usleep(50000);
    errnotice_report(new Exception("late $i", 500));
}
errnotice_report(new Exception("last", 500));
PHP, ['redis' => "unix://$link", 'slots' => '16']);
echo $result['out'], $result['err'];
$told = $lost = 0;
foreach ($result['events'] as $event) {
    $told += str_starts_with($event['message'], 'number');
    $lost += $event['kind'] === 'lost' ? $event['count'] : 0;
}
echo "of the first 20: told $told, ", $lost >= 4 ? 'the rest is in the number of lost ones' : "lost $lost", "\n";
?>
--EXPECT--
waiting 16, lost 4
of the first 20: told 16, the rest is in the number of lost ones
