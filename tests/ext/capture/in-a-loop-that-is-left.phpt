--TEST--
One that a loop variable's end throws belongs to the end of the loop
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
class Orders implements IteratorAggregate {
    function getIterator(): Iterator {
        return new class extends ArrayIterator {
            function __construct() {
                parent::__construct([1]);
            }
            function __destruct() {
                throw new RuntimeException('no money', 500);
            }
        };
    }
}
function first() {
    foreach (new Orders as $order) {
        try {
            return $order;
        } catch (Exception $e) {
        }
    }
}
function outer() {
    try {
        foreach (new Orders as $order) {
            return $order;
        }
    } catch (Exception $e) {
        echo 'sorry';
    }
}
outer();
first();
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in ArrayIterator@anonymous::__destruct
