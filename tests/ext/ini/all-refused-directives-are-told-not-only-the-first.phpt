--TEST--
All directives that were refused are told, not only the first
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/ini.inc';
$wrong = [
    'enable' => 'maybe', 'codes' => '10-', 'ignore_codes' => '9-1', 'boundaries' => '@', 'code_from' => '',
    'trace_frames' => '101', 'request' => '2', 'scrub' => '@shoe-size', 'redis' => 'http://127.0.0.1/',
    'stream' => '', 'stream_limit' => '0', 'slots' => '3', 'detail_limit' => '-1', 'heartbeat' => '60 years',
    'timeout' => '0', 'spool' => 'var/spool', 'spool_limit' => '64 MB',
];
$text = '';
foreach ($wrong as $name => $value) {
    $text .= "errnotice.$name = \"$value\"\n";
}
$refused = status_with($text)['refused'];
foreach ($refused as $line) {
    preg_match('/^errnotice\.(\w+)/', $line, $match);
    unset($wrong[$match[1]]);
    echo preg_replace('/ \(\/\S*php\.ini:\d+\)$/', ' (here)', $line), "\n";
}
echo 'not told: ', implode(' ', array_keys($wrong)), "\n";
?>
--EXPECTF--
errnotice.enable "maybe": is neither on nor off (here)
errnotice.codes "10-": %s (here)
errnotice.ignore_codes "9-1": %s (here)
errnotice.code_from "": %s (here)
errnotice.boundaries "@": %s (here)
errnotice.trace_frames "101": is not between 0 and 100 (here)
errnotice.request "2": is neither on nor off (here)
errnotice.scrub "@shoe-size": %s (here)
errnotice.redis: %s (here)
errnotice.stream "": must not be empty (here)
errnotice.stream_limit "0": is not between 1 and 1000000000 (here)
errnotice.slots "3": is not between 16 and 65536 (here)
errnotice.detail_limit "-1": is not between 0 and 1000000 (here)
errnotice.heartbeat "60 years": is not a whole number with a unit of this directive (here)
errnotice.timeout "0": is not between 1 and 10000 (here)
errnotice.spool "var/spool": is not an absolute path (here)
errnotice.spool_limit "64 MB": is not a whole number with a unit of this directive (here)
not told: 
