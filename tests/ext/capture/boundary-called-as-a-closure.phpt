--TEST--
A boundary is one also when it is called through a closure of it
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
$code = <<<'PHP'
class Kernel {
    function handle() { try { throw new RuntimeException('no money', 500); } catch (Exception) { } }
}
function run() { try { throw new RuntimeException('no stock', 500); } catch (Exception) { } }
$handle = (new Kernel)->handle(...);
$handle();
Closure::fromCallable('run')();
PHP;
check($code, ['boundaries' => 'Kernel::handle, run']);
check($code, ['boundaries' => 'Kernel::{closure}, {closure}']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in Kernel::handle
RuntimeException 500, boundary: no stock, in run
nothing reported
