--TEST--
A handler that a finally block took off did not have it
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
set_exception_handler(function ($e) {
});
try {
    throw new RuntimeException('no money', 500);
} finally {
    restore_exception_handler();
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
