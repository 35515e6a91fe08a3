--TEST--
E_ names take fatals, never an exception
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
class Coded extends Exception {
    protected $code = 'E_ERROR';
}
each(
    new Coded('a')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => 'E_ERROR, E_*']);
?>
--EXPECT--
nothing reported
