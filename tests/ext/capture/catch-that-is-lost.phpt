--TEST--
A catch that PHP up to 8.3 passes by, once the optimizer took out a try block that is never reached, is none
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$run = child(<<<'PHP'
set_exception_handler(fn() => print 'given');
try {
    try {
        throw new LogicException('no log');
    } finally {
        print 'paid ';
    }
} catch (LogicException) {
    try {
        throw new RuntimeException('no money', 500);
    } catch (RuntimeException) {
    } finally {
        print 'paid ';
    }
}
try {
    try {
    } catch (LogicException) {
    }
} finally {
    print 'paid ';
}
PHP);
echo count($run['events']) === (str_contains($run['out'], 'given') ? 1 : 0) ? "as it was\n" : "wrong\n";
?>
--EXPECT--
as it was
