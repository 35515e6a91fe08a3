--TEST--
What PHP up to 8.3 loses in a finally block, once the optimizer took out a try block that is never reached, is not reported
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
    throw new RuntimeException('no money', 500);
} catch (LogicException) {
    try {
    } finally {
        print 'paid';
    }
} finally {
    print 'paid';
    throw new LogicException('no log', 500);
}
try {
    try {
    } catch (LogicException) {
    }
} finally {
    print 'paid';
}
PHP, ['codes' => '500']);
?>
--EXPECT--
LogicException 500, handler: no log, in case.php
