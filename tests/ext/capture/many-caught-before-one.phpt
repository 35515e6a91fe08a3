--TEST--
Hundreds that are caught do not hide the one that is not
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
for ($i = 0; $i < 300; $i++) {
    try {
        throw new RuntimeException("order $i", 500);
    } catch (Exception $e) {
        $kept[] = $i % 2 ? $e : null;
    }
}
throw new RuntimeException('no money', 500);
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php
