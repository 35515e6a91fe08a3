--TEST--
What is wrapped and thrown on to a boundary is one incident
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
class Bus {
    function dispatch($job) {
        try {
            $job();
        } catch (Exception $e) {
            throw new LogicException('handling failed', 0, $e);
        }
    }
}
class Worker {
    function handle($job) {
        try {
            (new Bus)->dispatch($job);
        } catch (Exception $e) {
        }
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
foreach ([1, 2] as $attempt) {
    (new Worker)->handle('pay');
}
PHP, ['boundaries' => 'Bus::dispatch, Worker::handle']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in pay
RuntimeException 500, boundary: no money, in pay
