--TEST--
One that is not configured, made where a caught one was made, is not taken for that
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
function failed($code) {
    return new RuntimeException('no money', $code);
}
try {
    throw failed(500);
} catch (RuntimeException $kept) {
}
throw failed(7);
PHP);
?>
--EXPECT--
nothing reported
