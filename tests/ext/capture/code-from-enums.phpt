--TEST--
A code may be an enum: its value, else its name
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
enum Text: string {
    case NoMoney = 'NO_MONEY';
}
enum Number: int {
    case NoMoney = 500;
}
enum Unit {
    case NoMoney;
}
class A extends Exception {
    const CODE = Unit::NoMoney;
    function __construct(string $message, public mixed $errorCode = null) {
        parent::__construct($message);
    }
}
each(
    new A('a', Text::NoMoney),
    new A('b', Number::NoMoney),
    new A('c', Unit::NoMoney),
    new A('d' . substr(A::CODE->name, 7))
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => 'NO_MONEY, NoMoney, 500', 'code_from' => 'errorCode, ::CODE']);
?>
--EXPECT--
A NO_MONEY, boundary: a, in case.php
A 500, boundary: b, in case.php
A NoMoney, boundary: c, in case.php
A NoMoney, boundary: d, in case.php
