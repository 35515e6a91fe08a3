--TEST--
The code 0 takes those without a code
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
    new Exception('b')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '0']);
?>
--EXPECT--
Exception 0, boundary: b, in case.php
