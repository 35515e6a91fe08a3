--TEST--
Of more events than there are slots every one is counted when Redis is back
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
echo "waiting {$status['slots']['waiting']}, numbers {$status['counters']['tallied']}, lost {$status['counters']['lost']}\n";
symlink($socket, $link);
for ($i = 0; errnotice_status()['slots']['used'] > 0 || $i < 1; $i++) {
    usleep(50000);
    errnotice_report(new Exception("late $i", 500));
}
errnotice_report(new Exception("last", 500));
echo 'thrown ', 21 + $i;
PHP, ['redis' => "unix://$link", 'slots' => '16']);
[$first, $last] = explode("\n", $result['out'], 2);
echo $first, "\n", $result['err'];
$counts = array_column($result['events'], 'count');
$ids = array_column($result['events'], 'id');
echo $last === 'thrown ' . array_sum($counts) ? 'every one is counted' : "$last, counted " . array_sum($counts), ', ',
    count($ids) - count(array_unique($ids)), " ids twice\n";
?>
--EXPECT--
waiting 16, numbers 4, lost 0
every one is counted, 0 ids twice
