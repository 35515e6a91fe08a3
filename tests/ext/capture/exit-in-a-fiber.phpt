--TEST--
exit() in a fiber is no exception
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
(new Fiber(function () {
    exit(4);
}))->start();
PHP, ['codes' => '*']);
?>
--EXPECT--
nothing reported
