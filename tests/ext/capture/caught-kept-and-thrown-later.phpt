--TEST--
Caught, kept and thrown later, it is reported
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
} catch (Exception $kept) {
}
echo 'meanwhile';
throw $kept;
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
