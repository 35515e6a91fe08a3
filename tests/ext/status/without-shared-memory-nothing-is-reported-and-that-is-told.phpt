--TEST--
Without shared memory nothing is reported, the application runs, and the reason is told
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
if (getenv('USE_ZEND_ALLOC') === '0') {
    die('skip the sanitizers and memcheck need more address space than this test leaves');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$case = case_file('echo errnotice_status()["state"], "\n"; throw new Exception("no money", 500);');
$words = words(['codes' => '500', 'slots' => '65536', 'redis' => 'redis://127.0.0.1:1/0', 'display_errors' => '0']);
$result = run("ulimit -v 1000000; " . php(true) . " $words -f " . escapeshellarg($case));
echo $result['out'], $result['err'], $result['status'], "\n";
?>
--EXPECTF--
off: %d bytes of shared memory for 65536 slots: Cannot allocate memory
255
