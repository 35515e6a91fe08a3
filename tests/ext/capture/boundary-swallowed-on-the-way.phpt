--TEST--
What is swallowed on its way to a boundary is not reported
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
(new Kernel)->handle(function () {
    (function () {
        try {
            pay();
        } finally {
            return;
        }
    })();
});
PHP, ['boundaries' => 'Kernel::handle']);
?>
--EXPECT--
nothing reported
