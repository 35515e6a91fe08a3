--TEST--
A code may be in a property, whoever may see it
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
    public $errorCode = 'A1';
}
class B extends Exception {
    protected int $errorCode = 500;
}
class C extends Exception {
    private string $errorCode = 'C1';
}
class D extends C {}
class F extends Exception {
    public function __construct(public readonly string $errorCode) {
        parent::__construct('f');
    }
}
each(
    new A('a'),
    new B('b'),
    new C('c'),
    new D('d'),
    new F('F1')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => 'A1, C1, F1, 500', 'code_from' => 'code, errorCode']);
?>
--EXPECT--
A A1, boundary: a, in case.php
B 500, boundary: b, in case.php
C C1, boundary: c, in case.php
D C1, boundary: d, in case.php
F F1, boundary: f, in case.php
