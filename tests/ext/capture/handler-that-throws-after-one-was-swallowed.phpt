--TEST--
What was swallowed and kept is not taken for what a handler that throws was given
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const SWALLOWS = <<<'PHP'
class Tree extends RecursiveArrayIterator {
    function getChildren(): ?RecursiveArrayIterator {
        throw $GLOBALS['kept'] = new RuntimeException('no book', 500);
    }
}
foreach (new RecursiveIteratorIterator(new Tree([[1], 2]), 0, RecursiveIteratorIterator::CATCH_GET_CHILD) as $item);

PHP;
const THROWS = "throw new RuntimeException('no money', 500);";

check('set_exception_handler(fn($e) => throw new LogicException);' . SWALLOWS . THROWS);
check('set_exception_handler(fn($e) => throw $e);' . SWALLOWS . THROWS);
check(<<<'PHP'
set_exception_handler(function ($e) {
    try {
        throw new LogicException;
    } catch (LogicException) {
    }
});
PHP . SWALLOWS . THROWS);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, handler: no money, in case.php
