--TEST--
What a handler was given stays reported when that wraps it, throws it over the wrapper and catches it
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
set_exception_handler(function ($e) {
    try {
        try {
            throw new LogicException('no page', 500, $e);
        } finally {
            throw $e;
        }
    } catch (RuntimeException) {
    }
});
throw new RuntimeException('no money', 500);
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
