--TEST--
When a finally block throws what the first one holds, that one is reported
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
$e = new RuntimeException('no money', 500);
try {
    try {
        throw new LogicException('view failed', 0, $e);
    } finally {
        throw $e;
    }
} finally {
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
