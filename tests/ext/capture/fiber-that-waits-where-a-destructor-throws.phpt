--TEST--
A fiber that waits dies after a destructor threw: reported where the engine misses the catch and a handler has it, and only there
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (getenv('USE_ZEND_ALLOC') === '0') {
    die('skip where PHP misses the catch it also uses what it has freed, which memcheck tells of, and is not ours');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
/* Most releases take the throw to be in the fiber's code, and find no catch there. */
function told(string $code): void
{
    $run = child("set_exception_handler(function (\$e) { echo \$e->getCode() === 500 ? 'given' : 'another'; });
        class Order {
            public function __destruct() {
                throw new RuntimeException('no money', 500);
            }
        }
        function pay(\$order) {
            \$fiber = new Fiber(fn() => Fiber::suspend());
            \$fiber->start();
        }
        $code");
    $given = str_starts_with($run['out'], 'given');
    echo count($run['events']) === ($given ? 1 : 0) ? "as it was\n" : "wrong\n";
}
told('try {
        pay(new Order);
    } catch (RuntimeException) {
    }');
told('function buy() {
        try {
            pay(new Order);
        } catch (RuntimeException) {
        }
    }
    try {
        buy();
    } catch (RuntimeException) {
    }');
told('function buy() {
        pay(new Order);
    }
    try {
        buy();
    } catch (RuntimeException $e) {
        $e = null;
        throw new LogicException;
    }');
?>
--EXPECT--
as it was
as it was
as it was
