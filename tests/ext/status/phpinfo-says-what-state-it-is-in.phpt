--TEST--
phpinfo() says in words whether it reports, and why not
--EXTENSIONS--
errnotice
--FILE--
<?php
require __DIR__ . '/../redis.inc';
function state(array $ini): void
{
    $result = run(php(true) . ' ' . words($ini + ['redis' => 'redis://127.0.0.1:1/0']) . ' --ri errnotice');
    preg_match('/^State => (.*)$/m', $result['out'], $match);
    echo preg_replace('/ \(in no .*/', '', $match[1]), "\n";
}
state(['codes' => '500']);
state(['classes' => 'TypeError']);
state([]);
state(['codes' => '500', 'enable' => '0']);
state(['codes' => '500', 'timeout' => 'soon']);
?>
--EXPECT--
reporting
reporting
off: errnotice.codes and errnotice.classes are empty, nothing is to be reported
off: errnotice.enable is off
off: errnotice.timeout "soon": is not a whole number
