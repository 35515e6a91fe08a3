--TEST--
A forked child tells what it throws, and nothing of its parent's
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (!extension_loaded('pcntl')) {
    die('skip pcntl is not there');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
if (pcntl_fork() === 0) {
    throw new RuntimeException('in the child', 500);
}
pcntl_wait($status);
throw new RuntimeException('in the parent', 500);
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: in the child, in case.php
RuntimeException 500, fatal: in the parent, in case.php
