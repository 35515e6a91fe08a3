--TEST--
What a finally block put behind one that is caught, thrown again and caught is caught with it
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
set_exception_handler(fn() => 1);
try {
    try {
        try {
            throw new RuntimeException('no money', 500);
        } finally {
            throw new LogicException('no book', 500);
        }
    } catch (LogicException $e) {
        throw $e;
    }
} catch (LogicException $kept) {
}
PHP);
?>
--EXPECT--
nothing reported
