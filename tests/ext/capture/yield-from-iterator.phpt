--TEST--
An iterator that a generator delegates to may throw it
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
class Orders implements IteratorAggregate {
    function getIterator(): Iterator {
        yield 1;
        throw new RuntimeException('no money', 500);
    }
}
function all($catch) {
    try {
        yield from new Orders;
    } catch (LogicException $e) {
    } catch (RuntimeException $e) {
        if (!$catch) {
            throw $e;
        }
    }
}
foreach ([true, false] as $catch) {
    foreach (all($catch) as $order) {
        echo $order;
    }
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in Orders::getIterator
