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
$code = <<<'PHP'
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
PHP;
check($code);
check("set_exception_handler(fn() => 1);\n$code");
?>
--EXPECT--
nothing reported
nothing reported
