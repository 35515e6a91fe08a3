--TEST--
A named code in the chain is told, whatever else is ignored there
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
    new Exception('a', 404, new Exception('b', 500))
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '*, 500', 'ignore_codes' => '404']);
?>
--EXPECT--
Exception 500, boundary: b, in case.php
