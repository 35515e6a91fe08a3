--TEST--
What a finally block swallowed is not reported either when it is kept
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
function pay($e) {
    try {
        throw $e;
    } finally {
        return 1;
    }
}
$kept = new RuntimeException('no money', 500);
register_shutdown_function(function () use ($kept) {
});
pay($kept);
PHP);
?>
--EXPECT--
nothing reported
