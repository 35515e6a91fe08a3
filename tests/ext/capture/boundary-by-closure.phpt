--TEST--
A closure of a class may be a boundary, whatever PHP calls it
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
class Pipe {
    function carry() {
        return function ($job) {
            try {
                $job();
            } catch (\Exception $e) {
            }
        };
    }
}
(new Pipe)->carry()(function () {
    throw new \RuntimeException('no money', 500);
});
PHP, ['boundaries' => 'App\\Pipe::{closure}']);
?>
--EXPECT--
RuntimeException 500, boundary: no money, in case.php::{closure}
