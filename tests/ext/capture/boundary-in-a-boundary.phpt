--TEST--
Of two boundaries the inner one has it, once
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
class Kernel {
    function handle($job) {
        try {
            $job();
        } catch (Exception $e) {
            throw $e;
        }
    }
    function run($job) {
        try {
            $this->handle($job);
        } catch (Exception $e) {
        }
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
(new Kernel)->run('pay');
PHP, ['boundaries' => 'Kernel::handle, Kernel::run']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in pay
