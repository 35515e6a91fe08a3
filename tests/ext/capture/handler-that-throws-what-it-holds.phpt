--TEST--
What was in the chain of what a handler was given, thrown and caught there: one report
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
        throw $e->getPrevious();
    } catch (RuntimeException $e) {
    }
});
try {
    throw new RuntimeException('no money', 500);
} finally {
    throw new LogicException('no log', 500);
}
PHP);
?>
--EXPECT--
LogicException 500, handler: no log, in case.php
