--TEST--
The time limit is reported
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
function dawdle() {
    set_time_limit(1);
    while (true) {
    }
}
dawdle();
PHP, ['codes' => 'E_ERROR']);
?>
--EXPECT--
E_ERROR E_ERROR, fatal: Maximum execution time of 1 second exceeded, in dawdle
