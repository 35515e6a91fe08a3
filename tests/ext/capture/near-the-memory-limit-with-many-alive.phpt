--TEST--
Near the memory limit a handled exception stays handled, also where so many are alive that tables double for it
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
foreach ([3, 5, 7, 9, 11, 13] as $left) {
    check('$left = ' . $left . ' << 20;' . <<<'PHP'
ini_set('memory_limit', '-1');
function thrown(): Exception
{
    try {
        throw new RuntimeException('no money', 500);
    } catch (Exception $e) {
        return $e;
    }
}
$kept = new SplFixedArray(65536 + 2);
for ($i = 0; $i < 65536 + 2; $i++) {
    if ($i == 65536 - 1) {
        gc_mem_caches();
        ini_set('memory_limit', (string) (memory_get_usage(true) + $left));
    }
    $kept[$i] = thrown();
}
PHP);
}
?>
--EXPECT--
nothing reported
nothing reported
nothing reported
nothing reported
nothing reported
nothing reported
