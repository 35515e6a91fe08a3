--TEST--
However many are caught and kept meanwhile, of one not configured that the handler has, what it holds is reported
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
set_exception_handler(function ($e) {
    $kept = [];
    for ($i = 0; $i < 40; $i++) {
        try {
            throw new RuntimeException('again', 500);
        } catch (RuntimeException $again) {
            $kept[] = $again;
        }
    }
});
try {
    try {
        throw new RuntimeException('no money', 500);
    } finally {
        throw new LogicException('no log');
    }
} catch (RuntimeException $e) {
}
PHP);
?>
--EXPECT--
RuntimeException 500, handler: no money, in case.php
