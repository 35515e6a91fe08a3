--TEST--
An ignored code wins over a code
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
    new Exception('a', 10000),
    new Exception('b', 10500),
    new Exception('c', 10501)
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '10000-10999', 'ignore_codes' => '10500, 105*1']);
?>
--EXPECT--
Exception 10000, boundary: a, in case.php
