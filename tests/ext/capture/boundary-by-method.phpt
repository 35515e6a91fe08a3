--TEST--
A catch in a boundary means that nobody handled it
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
PHP, ['boundaries' => 'auto, kernel::HANDLE']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in pay
