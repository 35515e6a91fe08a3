--TEST--
Codes are numbers, ranges and negative numbers
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
    new Exception('a', 500),
    new Exception('b', 10000),
    new Exception('c', 10999),
    new Exception('d', 11000),
    new Exception('e', -5),
    new Exception('f', -15),
    new Exception('g', 5)
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '500 10000-10999, -5, -20--10']);
?>
--EXPECT--
Exception 500, boundary: a, in case.php
Exception 10000, boundary: b, in case.php
Exception 10999, boundary: c, in case.php
Exception -5, boundary: e, in case.php
Exception -15, boundary: f, in case.php
