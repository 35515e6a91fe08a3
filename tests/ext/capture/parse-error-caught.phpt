--TEST--
A parse error that is caught is none
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
    eval('this is no PHP');
} catch (ParseError $e) {
    echo 'sorry';
}
PHP, ['codes' => '*']);
?>
--EXPECT--
nothing reported
