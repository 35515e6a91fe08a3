--TEST--
A catch that is no boundary handles it
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
            return $job();
        } catch (Exception $e) {
            echo 'sorry';
        }
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
(new Kernel)->handle('pay');
PHP, ['boundaries' => 'Kernel::run, Other::handle, handle']);
?>
--EXPECT--
nothing reported
