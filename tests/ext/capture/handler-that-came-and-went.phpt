--TEST--
A handler that a finally block set, and that takes itself off, had it
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (PHP_VERSION_ID < 80200) {
    die('skip 8.1 frees what an exit takes along just so');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
try {
    throw new RuntimeException('no money', 500);
} finally {
    set_exception_handler(function ($e) {
        restore_exception_handler();
    });
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
