--TEST--
However many are caught on the way, what one that is not configured holds is reported
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
function try_all() {
    for ($i = 0; $i < 40; $i++) {
        try {
            throw new RuntimeException("attempt $i", 500);
        } catch (RuntimeException) {
        }
    }
}
try {
    try {
        throw new LogicException('no money', 500);
    } finally {
        throw new Exception('no log');
    }
} catch (LogicException) {
} finally {
    try_all();
}
PHP);
?>
--EXPECT--
LogicException 500, fatal: no money, in case.php
