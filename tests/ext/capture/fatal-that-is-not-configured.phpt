--TEST--
A fatal is reported only where its name is configured
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
function hoard() {
    return str_repeat('x', 100000000);
}
hoard();
PHP, ['codes' => '1, 500, E_PARSE', 'memory_limit' => '8M']);
?>
--EXPECT--
nothing reported
