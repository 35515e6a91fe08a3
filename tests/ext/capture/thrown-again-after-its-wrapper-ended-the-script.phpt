--TEST--
What was wrapped and ended the script is one incident, also when a shutdown function throws it again
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
function again(string $wrap): void
{
    check("set_exception_handler(function (\$e) {
        register_shutdown_function(function () use (\$e) {
            set_exception_handler(null);
            throw \$e;
        });
        $wrap
    });
    throw new RuntimeException('no money', 500);", ['codes' => '500']);
}
again('throw new DomainException("no order", 500, $e);');
again('try {
        throw new DomainException("no order", 500, $e);
    } finally {
        if (!$e) {
            return;
        }
    }');
again('try {
        throw new DomainException("no order", 500, $e);
    } catch (DomainException) {
    }');
check(<<<'PHP'
try {
    throw new RuntimeException('no money', 500);
} catch (RuntimeException $e) {
    register_shutdown_function(fn() => throw $e);
    throw new DomainException('no order', 0, $e);
}
PHP, ['codes' => '500']);
?>
--EXPECT--
DomainException 500, fatal: no order, in case.php::{closure}
DomainException 500, fatal: no order, in case.php::{closure}
RuntimeException 500, fatal: no money, in case.php
RuntimeException 500, fatal: no money, in case.php
