--TEST--
The memory limit is reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (getenv('USE_ZEND_ALLOC') === '0') {
    die("skip memory_limit needs PHP's own allocator");
}
skip_where_memory_is_the_end();
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
function hoard() {
    $all = [];
    while (true) {
        $all[] = str_repeat('x', 100000);
    }
}
hoard();
PHP, ['codes' => 'E_ERROR', 'memory_limit' => '8M']);
?>
--EXPECTF--
E_ERROR E_ERROR, fatal: Allowed memory size of %d bytes exhausted%s, in hoard
