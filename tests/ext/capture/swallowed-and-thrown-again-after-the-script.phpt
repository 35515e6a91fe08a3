--TEST--
What was swallowed and kept is not taken for what a handler had, whatever a shutdown function throws and catches
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$before = <<<'PHP'
set_exception_handler(function ($e) { echo $e->getMessage(), "\n"; });
$kept = new RuntimeException('no money', 500);
function after(Exception $e): void {
    register_shutdown_function(function () use ($e) {
        try {
            throw $e;
        } catch (Exception) {
        }
    });
}
function fails(): void {
    throw new LogicException('no log');
}
PHP;
check("$before\n" . <<<'PHP'
function pay() {
    try {
        throw $GLOBALS['kept'];
    } finally {
        return 1;
    }
}
after($kept);
pay();
PHP);
check("$before\n" . <<<'PHP'
function pay() {
    try {
        throw $GLOBALS['kept'];
    } finally {
        try {
            fails();
        } catch (LogicException) {
            return 1;
        }
    }
}
after($kept);
pay();
fails();
PHP);
check("$before\n" . <<<'PHP'
class Orders extends RecursiveArrayIterator {
    function getChildren(): ?RecursiveArrayIterator {
        throw $GLOBALS['kept'];
    }
}
after(new DomainException('no way', 500));
foreach (new RecursiveIteratorIterator(new Orders([[1]]), 0, RecursiveIteratorIterator::CATCH_GET_CHILD) as $order) {
}
fails();
PHP);
?>
--EXPECT--
nothing reported
nothing reported
nothing reported
