--TEST--
Codes may be strings and patterns, compared with case
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
    function __construct($code) {
        parent::__construct((string) $code);
        $this->code = $code;
    }
}
each(
    new Coded('42S02'),
    new Coded('ORDER_404'),
    new Coded('order_404'),
    new Coded('10500'),
    new Coded(['ORDER_1']),
    new Coded(null),
    new Coded(1.5)
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '42S02, ORDER_*, 10000-10999']);
?>
--EXPECT--
Coded 42S02, boundary: 42S02, in case.php
Coded ORDER_404, boundary: ORDER_404, in case.php
Coded 10500, boundary: 10500, in case.php
