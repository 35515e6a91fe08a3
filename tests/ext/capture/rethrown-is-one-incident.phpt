--TEST--
Thrown again, it is still one incident
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
try {
    try {
        pay();
    } catch (RuntimeException $e) {
        throw $e;
    }
} catch (Exception $e) {
    throw $e;
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
