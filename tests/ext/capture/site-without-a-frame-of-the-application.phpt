--TEST--
Where everything is a library, the site is what threw
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
pay();
PHP, ['library_paths' => '/nowhere/, case.php']);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in pay
