--TEST--
A directive's value in the log is one line, which no terminal obeys
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$log = dirname(case_file('')) . '/error.log';
$value = "9-1 \e[31m\u{9b}31m 下单\n[26-Nov-2026 00:00:00 UTC] PHP Fatal error:  forged";
run(php(true) . ' ' . words(['codes' => $value, 'error_log' => $log]) . ' -r 1;');
echo file_get_contents($log);
?>
--EXPECTF--
[%d-%s-%d %d:%d:%d UTC] errnotice: errnotice.codes "9-1 ?[31m?31m 下单?[26-Nov-2026 00:00:00 UTC] PHP Fatal e"...: %s
