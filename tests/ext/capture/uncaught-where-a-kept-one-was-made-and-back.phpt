--TEST--
Of two made at one place the one that nobody caught is reported
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
    return new RuntimeException("code $code", $code);
}
try {
    throw failed(501);
} catch (RuntimeException $kept) {
}
try {
    throw failed(7);
} catch (RuntimeException $other) {
}
throw failed(500);
PHP, ['codes' => '500, 501']);
?>
--EXPECT--
RuntimeException 500, fatal: code 500, in failed
