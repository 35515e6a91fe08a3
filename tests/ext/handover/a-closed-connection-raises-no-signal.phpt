--TEST--
A connection that Redis closed raises no SIGPIPE, and the next event arrives
--EXTENSIONS--
errnotice
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child('require ' . var_export(__DIR__ . '/../redis.inc', true) . <<<'PHP'
;
pcntl_async_signals(true);
pcntl_signal(SIGPIPE, function () { echo "SIGPIPE\n"; });
errnotice_report(new Exception('first', 500));
echo redis('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes') > 0 ? "closed\n" : "nobody was there\n";
errnotice_report(new Exception('second', 500));
echo errnotice_status()['counters']['refused'], " refused\n";
PHP);
echo $result['out'], $result['err'];
tell($result['events']);
?>
--EXPECT--
closed
0 refused
Exception 500, report: first, in case.php
Exception 500, report: second, in case.php
