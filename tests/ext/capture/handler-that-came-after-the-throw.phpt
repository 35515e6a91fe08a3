--TEST--
A handler that a finally block set had it
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
try {
    throw new RuntimeException('no money', 500);
} finally {
    set_exception_handler(function ($e) {
    });
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
