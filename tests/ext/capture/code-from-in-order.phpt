--TEST--
Of several sources the first with a code wins
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
class A extends Exception {
    const CODE = 'CONST';
    public $bizCode = 0;
    public $errorCode = '';
    public $kind = '0';
}
class B extends A {
    public $bizCode = 77;
}
each(
    new A('a'),
    new A('b', 5),
    new B('c')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => 'CONST, 5, 77', 'code_from' => 'code, bizCode errorCode,kind,::CODE']);
?>
--EXPECT--
A CONST, boundary: a, in case.php
A 5, boundary: b, in case.php
B 77, boundary: c, in case.php
