--TEST--
Code from an include tells its own file
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
file_put_contents(__DIR__ . '/part.php', '<?php throw new RuntimeException("no money", 500);');
function load() {
    include __DIR__ . '/part.php';
}
load();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in part.php
