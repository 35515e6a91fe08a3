--TEST--
It is found from the depths
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
function dive($depth) {
    if ($depth === 0) {
        throw new RuntimeException('no air', 500);
    }
    dive($depth - 1);
}
try {
    dive(20000);
} catch (Exception $e) {
}
set_exception_handler(fn() => 1);
dive(20000);
PHP, ['memory_limit' => '256M']);
?>
--EXPECT--
RuntimeException 500, handler: no air, in dive
