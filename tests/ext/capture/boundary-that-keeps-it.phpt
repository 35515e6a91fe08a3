--TEST--
What a boundary keeps is reported all the same
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
    public $last;
    function handle($job) {
        try {
            $job();
        } catch (Exception $e) {
            $this->last = $e;
        }
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
$kernel = new Kernel;
$kernel->handle('pay');
echo 'meanwhile';
PHP, ['boundaries' => 'Kernel::handle']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in pay
