--TEST--
A catch of a class that is not loaded hides nothing, and nothing is loaded for it
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
spl_autoload_register(function ($class) {
    echo "loading $class\n";
});
try {
    throw new RuntimeException('no money', 500);
} catch (Missing $e) {
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
