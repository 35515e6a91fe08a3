--TEST--
A code may be a class constant, also a private one of a parent
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
    private const CODE = 'A1';
}
class B extends A {}
class C extends Exception {
    const PART = 'C';
    const CODE = self::PART . '1';
}
each(
    new A('a'),
    new B('b'),
    new C('c')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => 'A1, C1', 'code_from' => '::CODE']);
?>
--EXPECT--
A A1, boundary: a, in case.php
B A1, boundary: b, in case.php
C C1, boundary: c, in case.php
