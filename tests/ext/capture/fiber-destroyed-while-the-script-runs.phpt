--TEST--
What a fiber throws when it is destroyed goes where it is destroyed
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$fiber = <<<'PHP'
function charge() {
    $fiber = new Fiber(function () {
        try {
            Fiber::suspend();
        } finally {
            throw new RuntimeException('no money', 500);
        }
    });
    $fiber->start();
}
PHP;

check($fiber . <<<'PHP'
charge();
PHP);
check($fiber . <<<'PHP'
try {
    charge();
} catch (RuntimeException $e) {
}
PHP);
check($fiber . <<<'PHP'
set_exception_handler(function ($e) {
});
charge();
PHP);
check($fiber . <<<'PHP'
set_exception_handler(function ($e) {
    throw new LogicException('handler failed');
});
charge();
PHP);
?>
--EXPECT--
RuntimeException 500, fatal: no money, in case.php::{closure}
nothing reported
RuntimeException 500, handler: no money, in case.php::{closure}
RuntimeException 500, handler: no money, in case.php::{closure}
