--TEST--
What a finally block swallows and user code keeps is not reported for another one that leaves the script later
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
function pay($again) {
    try {
        throw $GLOBALS['kept'] = new RuntimeException('no money', 500);
    } finally {
        try {
            throw new LogicException('no log');
        } catch (LogicException) {
        }
        if (!$again) {
            return;
        }
    }
}
pay(false);
throw new DomainException('no order', 500);
PHP, ['codes' => '500']);
?>
--EXPECT--
DomainException 500, handler: no order, in case.php
