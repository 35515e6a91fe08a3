--TEST--
The code * takes everything, also without a code
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
function each(...$throwables) {
    foreach ($throwables as $throwable) {
        Boundary::run($throwable);
    }
}
class Boundary {
    static function run($throwable) {
        try {
            throw $throwable;
        } catch (Throwable $e) {
        }
    }
}
each(
    new Exception('a', 7),
    new Exception('b'),
    new TypeError('c')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '*']);
?>
--EXPECT--
Exception 7, boundary: a, in case.php
Exception 0, boundary: b, in case.php
TypeError 0, boundary: c, in case.php
