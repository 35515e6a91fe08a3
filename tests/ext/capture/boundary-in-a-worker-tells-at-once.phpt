--TEST--
In a worker, what a boundary took is told as soon as it is freed
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$case = case_file(<<<'PHP'
class Worker {
    function handle($job) {
        try {
            $job();
        } catch (Exception $e) {
        }
    }
}
for ($i = 0; $i < 2; $i++) {
    (new Worker)->handle(fn() => throw new RuntimeException("order $i", 500));
    echo "order $i\n";
    fgets(STDIN);
}
PHP);
$stream = 'errnotice:test:' . bin2hex(random_bytes(8));
$words = words(['codes' => '500', 'boundaries' => 'Worker::handle', 'redis' => getenv('ERRNOTICE_TEST_REDIS'),
    'stream' => $stream, 'timeout' => '2000', 'spool' => '']);
$process = proc_open(php(true) . " $words -f $case", [['pipe', 'r'], ['pipe', 'w']], $pipes);
for ($i = 0; $i < 2; $i++) {
    $order = trim(fgets($pipes[1]));
    $counts[] = "stream had " . count(events($stream)) . " after $order";
    if ($i === 0) {
        tell(events($stream));
    }
    fwrite($pipes[0], "\n");
}
proc_close($process);
echo implode("\n", $counts), "\n";
redis('DEL', $stream);
?>
--EXPECT--
RuntimeException 500, boundary: order 0, in case.php::{closure}
stream had 1 after order 0
stream had 2 after order 1
