--TEST--
Of a chain with several codes the outermost is the one
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
try {
    throw new RuntimeException('no money', 500);
} catch (Exception $e) {
    throw new LogicException('no order', 501, $e);
}
PHP, ['codes' => '500, 501']);
?>
--EXPECT--
LogicException 501, fatal: no order, in case.php
