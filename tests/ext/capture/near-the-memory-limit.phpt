--TEST--
Near the memory limit a handled exception stays handled
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (getenv('USE_ZEND_ALLOC') === '0') {
    die("skip memory_limit needs PHP's own allocator");
}
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
ini_set('memory_limit', '8M');
$all = [];
while (memory_get_usage(true) < (6 << 20)) {
    $all[] = str_repeat('x', 10000);
}
for ($i = 0; $i < 100; $i++) {
    try {
        throw new RuntimeException('no money', 500);
    } catch (Exception $e) {
        $kept[] = $e;
    }
}
echo 'fine';
PHP);
?>
--EXPECT--
nothing reported
