--TEST--
Under *, an ignored code anywhere in the chain ends it
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
    new Exception('a', 0, new Exception('b', 404)),
    new Exception('c', 0, new Exception('d', 1))
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '*', 'ignore_codes' => '404']);
?>
--EXPECT--
Exception 1, boundary: d, in case.php
