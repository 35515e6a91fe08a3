--TEST--
exit() is no exception
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
function leave() {
    try {
        exit(4);
    } finally {
        echo 'never';
    }
}
leave();
PHP, ['codes' => '*']);
?>
--EXPECT--
nothing reported
