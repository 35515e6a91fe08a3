--TEST--
What a destructor's exception came to hold, and both were caught, stays handled when a handler throws
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
class Gate {
    function __destruct() {
        throw new LogicException('not closed', 500);
    }
}
function pay() {
    throw new RuntimeException('no money', 500);
}
set_exception_handler(function ($e) {
    throw new LogicException('handler failed');
});
try {
    $v = [new Gate, pay()];
} catch (LogicException $e) {
}
throw new Exception('no log');
PHP);
?>
--EXPECT--
nothing reported
