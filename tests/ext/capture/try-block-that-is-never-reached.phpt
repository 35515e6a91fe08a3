--TEST--
What the optimizer leaves of try blocks that are never reached hides no catch
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
function pay() {
    throw new RuntimeException('no money', 500);
}
try {
    pay();
} catch (RuntimeException $kept) {
}
try {
} catch (LogicException) {
    try {
        pay();
    } finally {
        print 'paid';
    }
    try {
        try {
        } catch (LogicException) {
            pay();
        }
    } finally {
        print 'paid';
    }
}
PHP, ['codes' => '500']);
?>
--EXPECT--
nothing reported
