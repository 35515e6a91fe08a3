--TEST--
Classes take their children, whatever the code
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
namespace App\Order {
    interface Failure {}
    class Failed extends \Exception implements Failure {}
    class PayFailed extends Failed {}
}
namespace {
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
    new App\Order\PayFailed('a', 3),
    new App\Order\Failed('b'),
    new Exception('c', 3)
);
}
PHP, ['boundaries' => 'Boundary::run', 'codes' => '', 'classes' => 'app\\order\\FAILED']);
?>
--EXPECT--
App\Order\PayFailed 3, boundary: a, in case.php
App\Order\Failed 0, boundary: b, in case.php
