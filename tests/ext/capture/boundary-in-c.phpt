--TEST--
An internal function may be a boundary
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
class Tree extends RecursiveArrayIterator {
    function getChildren(): ?RecursiveArrayIterator {
        throw new RuntimeException('no money', 500);
    }
}
$all = new RecursiveIteratorIterator(new Tree([[1], 2]), RecursiveIteratorIterator::LEAVES_ONLY,
    RecursiveIteratorIterator::CATCH_GET_CHILD);
iterator_to_array($all);
PHP, ['boundaries' => 'iterator_to_array']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in Tree::getChildren
