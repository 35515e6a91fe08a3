--TEST--
Uninitialised, static, unset, dynamic and referenced properties are read as they are
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
    public int $typed;
    public static $counter = 500;
    public $plain = 500;
}
#[AllowDynamicProperties]
class B extends Exception {
}
$code = 500;
$typed = new A('typed');
$unset = new A('unset');
unset($unset->plain);
$byReference = new A('reference');
$byReference->plain = &$code;
$dynamic = new B('dynamic');
$dynamic->extra = 500;
$array = new A('array');
$array->plain = [500];
$magic = new class('magic') extends Exception {
    function __get($name) {
        echo 'user code';
        return 500;
    }
};
each(
    $typed,
    $unset,
    $byReference,
    $dynamic,
    $array,
    $magic
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '500', 'code_from' => 'typed, counter, plain, extra, missing']);
?>
--EXPECT--
A 500, boundary: typed, in case.php
A 500, boundary: reference, in case.php
B 500, boundary: dynamic, in case.php
