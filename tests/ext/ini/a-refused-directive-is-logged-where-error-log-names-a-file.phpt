--TEST--
A directive that was refused is logged at start where error_log names a file, and nowhere else
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$log = dirname(case_file('')) . '/error.log';
$result = run(php(true) . ' ' . words(['codes' => '9-1', 'error_log' => $log]) . ' -r ' . escapeshellarg('echo "out";'));
echo $result['out'], '|', $result['err'], "|\n", file_get_contents($log);
$result = run(php(true) . ' ' . words(['codes' => '9-1']) . ' -r ' . escapeshellarg('echo "out";'));
echo $result['out'], '|', $result['err'], "|\n";
?>
--EXPECTF--
out||
[%d-%s-%d %d:%d:%d UTC] errnotice: errnotice.codes "9-1": %s
out||
