--TEST--
A Redis that takes connections and never answers costs one time-out, not one an event
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$socket = dirname(case_file('')) . '/silent.sock';
$listener = stream_socket_server("unix://$socket");
$code = <<<'PHP'
$times = [];
for ($i = 0; $i < 50; $i++) {
    $began = hrtime(true);
    errnotice_report(new Exception('no money', 500));
    $times[] = (hrtime(true) - $began) / 1e6;
}
echo $times[0] >= 290 ? "the first waits\n" : "the first took only $times[0] ms\n";
echo array_sum($times) - $times[0] < 20 * 300 ? "the others do not\n" : 'the others took ' . json_encode($times) . "\n";
echo errnotice_status()['slots']['waiting'], " wait\n";
PHP;
$result = run(php(true) . ' ' . words(['codes' => '500', 'redis' => "unix://$socket", 'timeout' => '300', 'spool' => '']) . ' -f '
    . escapeshellarg(case_file($code)));
echo $result['out'], $result['err'];
?>
--EXPECT--
the first waits
the others do not
50 wait
