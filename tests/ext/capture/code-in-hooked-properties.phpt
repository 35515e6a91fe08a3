--TEST--
A hooked property gives what it stores; one without storage gives nothing; no hook runs
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
if (PHP_VERSION_ID < 80400) {
    die('skip property hooks came with 8.4');
}
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
    protected $code = 500 {
        get {
            echo 'user code';
            return 7;
        }
    }
}
class B extends Exception {
    protected $code {
        get {
            echo 'user code';
            return 500;
        }
    }
}
class C extends Exception {
    protected $message = 'stored' {
        get {
            echo 'user code';
            return $this->message;
        }
    }
    public private(set) int $errorCode = 500;
}
each(
    new A('a'),
    new B('b'),
    new C('c')
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '500', 'code_from' => 'code, errorCode']);
?>
--EXPECT--
A 500, boundary: a, in case.php
C 500, boundary: c, in case.php
