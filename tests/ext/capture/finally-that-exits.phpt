--TEST--
What is on its way when a finally block exits is not reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const WORK = <<<'PHP'
function leave(): void {
    exit("good bye\n");
}
function work(): void {
    throw new RuntimeException('no money', 500);
}
PHP;
check(WORK . 'try { work(); } finally { exit("bye\n"); }');
check(WORK . 'try { work(); } finally { leave(); }');
check(WORK . 'register_shutdown_function(function () { work(); }); try { work(); } finally { leave(); }');
?>
--EXPECT--
nothing reported
nothing reported
RuntimeException 500, fatal: no money, in work
