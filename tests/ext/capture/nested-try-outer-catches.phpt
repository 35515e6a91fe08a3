--TEST--
Of nested try blocks the outer one may catch
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
    try {
        throw new RuntimeException('no money', 500);
    } catch (LogicException $e) {
    }
}
try {
    try {
        pay();
    } catch (TypeError $e) {
    }
} catch (Exception $e) {
}
PHP);
?>
--EXPECT--
nothing reported
