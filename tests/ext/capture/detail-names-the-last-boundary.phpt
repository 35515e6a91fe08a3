--TEST--
Thrown again, the detail names the boundary that had it in the end
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$event = child(<<<'PHP'
class Kernel {
    function inner() {
        try {
            throw new RuntimeException('no money', 500);
        } catch (Exception $e) {
            throw $e;
        }
    }
    function handle() {
        try {
            $this->inner();
        } catch (Exception $e) {
        }
    }
}
(new Kernel)->handle();
PHP, ['boundaries' => 'Kernel::inner, Kernel::handle'])['events'][0];
echo json_decode($event['detail'])->caught_by;
?>
--EXPECT--
Kernel::handle
