--TEST--
What Fiber::throw() throws belongs to the fiber
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
        Fiber::suspend();
    } catch (Exception $e) {
        echo 'sorry';
    }
    Fiber::suspend();
});
$fiber->start();
$fiber->throw(new RuntimeException('no money', 500));
$fiber->throw(new RuntimeException('no time', 500));
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no time, in case.php
