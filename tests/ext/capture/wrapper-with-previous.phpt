--TEST--
A wrapper without a code speaks for the one inside that has it
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
    pay();
} catch (Exception $e) {
    throw new LogicException('view failed', 0, $e);
}
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
