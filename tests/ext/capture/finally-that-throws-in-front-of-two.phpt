--TEST--
Of two behind one that is not configured, the first one is reported, once
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
function pay() {
    throw new RuntimeException('no money', 500);
}
function book() {
    try {
        pay();
    } finally {
        throw new LogicException('no book', 500);
    }
}
try {
    book();
} finally {
    throw new Exception('no log');
}
PHP);
?>
--EXPECT--
LogicException 500, fatal: no book, in book
