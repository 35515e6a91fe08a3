--TEST--
A failed assertion may be one
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (ini_get('zend.assertions') == -1) {
    die('skip compiled without assertions');
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
assert(1 > 2);
PHP, ['codes' => '1', 'zend.assertions' => '1', 'assert.exception' => '1']);
?>
--EXPECT--
AssertionError 1, fatal: assert(1 > 2), in case.php
