--TEST--
What a destructor throws and catches while an exception gives back its properties changes nothing
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
class Lock {
    function __destruct() {
        try {
            throw new LogicException('no lock', 500);
        } catch (LogicException $e) {
            echo "released\n";
        }
    }
}
class Failed extends RuntimeException {
    public $cause, $lock;
}
function pay() {
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        $failed = new Failed('no order', 500);
        $failed->cause = new LogicException('unrelated', 500, new LogicException('deeper', 500));
        $failed->lock = new Lock;
        throw $failed;
    }
}
try {
    throw new Exception('kept', 500);
} catch (Exception $kept) {
}
try {
    pay();
} catch (RuntimeException $handled) {
    unset($handled);
}
pay();
PHP);
?>
--EXPECT--
Failed 500, fatal: no order, in pay
