--TEST--
What a boundary throws again is judged anew
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
    function handle($job, $catch) {
        try {
            $job();
        } catch (Exception $e) {
            if (!$catch) {
                throw $e;
            }
        }
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
try {
    (new Kernel)->handle('pay', false);
} catch (Exception $e) {
}
PHP, ['boundaries' => 'Kernel::handle']);
?>
--EXPECT--
nothing reported
