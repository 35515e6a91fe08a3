--TEST--
As many that hold one another as there may be leave room for the one that the handler was given
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
function fall($name, $depth) {
    try {
        if ($depth > 1) {
            fall($name, $depth - 1);
        }
    } finally {
        throw new RuntimeException("$name $depth", 500);
    }
}
set_exception_handler(function ($e) {
    fall('second', 16);
});
try {
    fall('first', 1);
} finally {
    throw new LogicException('no log');
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: second 16, in fall
RuntimeException 500, handler: first 1, in fall
