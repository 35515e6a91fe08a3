--TEST--
Near the memory limit, what a finally block throws and catches changes nothing for what is on its way
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (getenv('USE_ZEND_ALLOC') === '0') {
    die("skip memory_limit needs PHP's own allocator");
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
try {
    throw new RuntimeException('no money', 500);
} finally {
    ini_set('memory_limit', (string) (memory_get_usage(true) + (1 << 20)));
    try {
        throw new LogicException('no log');
    } catch (LogicException) {
    }
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
