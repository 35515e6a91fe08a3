--TEST--
When a finally block ends the script, nothing has left it: not reported, though it is kept
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
$kept = new RuntimeException('no money', 500);
register_shutdown_function(function () use ($kept) {
});
function leave() {
    exit;
}
try {
    throw $kept;
} finally {
    leave();
}
PHP);
?>
--EXPECT--
nothing reported
