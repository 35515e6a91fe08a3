--TEST--
What is caught before a boundary was handled
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
    try {
        pay();
    } catch (Exception $e) {
    }
});
PHP, ['boundaries' => 'Kernel::handle']);
?>
--EXPECT--
nothing reported
