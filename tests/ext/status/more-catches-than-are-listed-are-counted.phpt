--TEST--
The list of catches is bounded; what others took is counted
--EXTENSIONS--
errnotice
--INI--
errnotice.codes="500"
errnotice.redis="redis://127.0.0.1:1/0"
--FILE--
<?php
for ($i = 0; $i < 300; $i++) {
    eval("function f$i() { try { throw new Exception('', 500); } catch (Exception) { } }");
    "f$i"();
    "f$i"();
}
$status = errnotice_status();
echo count($status['catches']), " listed\n";
echo array_sum(array_column($status['catches'], 'count')), "\n";
echo $status['counters']['unlisted'], "\n";
?>
--EXPECT--
256 listed
512
88
