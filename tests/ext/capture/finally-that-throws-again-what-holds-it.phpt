--TEST--
When what is thrown in a finally block, once more or not, ends there, the one that waits for the block and is held by it is reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
const TREE = <<<'PHP'
$wrapper = null;
class Tree extends RecursiveArrayIterator {
    function getChildren(): ?RecursiveArrayIterator {
        throw $GLOBALS['wrapper'];
    }
}
function audit() {
    foreach (new RecursiveIteratorIterator(new Tree([[1], 2]), 0, RecursiveIteratorIterator::CATCH_GET_CHILD) as $item);
    $GLOBALS['wrapper'] = null;
}
PHP;
const CAUGHT_BEFORE = <<<'PHP'
try {
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        throw new LogicException('no book', 500);
    }
} catch (LogicException $wrapper) {
    $e = $wrapper->getPrevious();
}
PHP;
const MADE = <<<'PHP'
$e = new RuntimeException('no money', 500);
$wrapper = new LogicException('no book', 500, $e);
PHP;
const CATCHES = 'try { throw $e; } finally { try { throw $wrapper; } catch (LogicException) {} }';
const SWALLOWS_IN_C = 'try { throw $e; } finally { audit(); }';
const IN_A_DESTRUCTOR = <<<'PHP'
class Order { function __destruct() { audit(); } }
function pay($e) { $order = new Order; throw $e; }
pay($e);
PHP;
const IN_A_GENERATOR = <<<'PHP'
function order() { try { yield 1; } finally { audit(); } }
function pay($e) { foreach (order() as $order) throw $e; }
pay($e);
PHP;
const HANDLER = 'set_exception_handler(fn() => 1);';
const THROWING_HANDLER = 'set_exception_handler(fn() => throw new LogicException);';
const BOOKS = "function book(\$e) { try { throw \$e; } finally { throw \$GLOBALS['wrapper']; } }\nbook(\$e);";

foreach ([CATCHES, SWALLOWS_IN_C, IN_A_DESTRUCTOR, IN_A_GENERATOR] as $end) {
    foreach ([CAUGHT_BEFORE, MADE] as $begin) {
        check(implode("\n", [TREE, $begin, $end]));
    }
}
check(implode("\n", [TREE, CAUGHT_BEFORE, HANDLER, CATCHES]));
check(implode("\n", [TREE, CAUGHT_BEFORE, HANDLER, SWALLOWS_IN_C]));
check(implode("\n", [TREE, CAUGHT_BEFORE, '$kept = $wrapper;', THROWING_HANDLER, SWALLOWS_IN_C]));
echo "one that leaves the block speaks for both:\n";
check(implode("\n", [TREE, CAUGHT_BEFORE, HANDLER, BOOKS]));
check(implode("\n", [TREE, MADE, HANDLER, BOOKS]));
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, handler: no money, in case.php
RuntimeException 500, handler: no money, in case.php
RuntimeException 500, handler: no money, in case.php
one that leaves the block speaks for both:
LogicException 500, handler: no book, in case.php
LogicException 500, handler: no book, in case.php
