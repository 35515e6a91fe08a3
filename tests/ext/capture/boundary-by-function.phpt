--TEST--
A function may be a boundary
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
namespace App;
function run() {
    try {
        throw new \RuntimeException('no money', 500);
    } catch (\Exception $e) {
    }
}
run();
PHP, ['boundaries' => 'App\\run']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in App\run
