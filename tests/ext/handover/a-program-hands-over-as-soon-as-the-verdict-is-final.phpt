--TEST--
In a CLI program an event is on the stream as soon as its verdict is final
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$result = child('require ' . var_export(__DIR__ . '/../redis.inc', true) . <<<'PHP'
;
errnotice_report(new Exception('no money', 500));
echo count(events(ini_get('errnotice.stream'))), " while the program runs\n";
PHP);
echo $result['out'], $result['err'], count($result['events']), " in the end\n";
?>
--EXPECT--
1 while the program runs
1 in the end
