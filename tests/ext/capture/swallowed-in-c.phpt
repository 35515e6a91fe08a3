--TEST--
What C code swallows is not reported
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
    function callGetChildren(): ?RecursiveArrayIterator {
        throw new RuntimeException('no money', 500);
    }
    function getChildren(): ?RecursiveArrayIterator {
        throw new RuntimeException('no money', 500);
    }
}
$all = new RecursiveIteratorIterator(new Tree([[1], 2]), RecursiveIteratorIterator::LEAVES_ONLY,
    RecursiveIteratorIterator::CATCH_GET_CHILD);
foreach ($all as $item) {
    echo $item;
}
PHP);
?>
--EXPECT--
nothing reported
