--TEST--
What leaves a fiber is caught by who resumed it
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
    Fiber::suspend();
    throw new RuntimeException('no money', 500);
});
$fiber->start();
try {
    $fiber->resume();
} catch (Exception $e) {
    echo 'sorry';
}
PHP);
?>
--EXPECT--
nothing reported
