--TEST--
The detail names the boundary that took it
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
    function handle() {
        try {
            throw new RuntimeException('no money', 500);
        } catch (Exception $e) {
        }
    }
}
(new Kernel)->handle();
PHP, ['boundaries' => 'Kernel::handle'])['events'][0];
echo json_decode($event['detail'])->caught_by;
?>
--EXPECT--
Kernel::handle
