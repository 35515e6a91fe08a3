--TEST--
What is thrown and caught in a fiber is not reported
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
$fiber = new Fiber(function () {
    try {
        throw new RuntimeException('no money', 500);
    } catch (Exception $e) {
        echo 'sorry';
    }
});
$fiber->start();
PHP);
?>
--EXPECT--
nothing reported
