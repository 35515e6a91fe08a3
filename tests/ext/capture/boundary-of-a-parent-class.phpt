--TEST--
A boundary is known by the class that declares it
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
class Kernel {
    function handle($job) {
        try {
            $job();
        } catch (Exception $e) {
        }
    }
}
class App extends Kernel {}
(new App)->handle(fn() => throw new RuntimeException('no money', 500));
PHP, ['boundaries' => 'Kernel::handle@App']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in case.php::{closure}
