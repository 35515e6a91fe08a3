--TEST--
Interfaces take those who implement them
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
    new Exception('c', 3)
);
}
PHP, ['boundaries' => 'Boundary::run', 'codes' => '', 'classes' => 'App\\Order\\Failure']);
?>
--EXPECT--
App\Order\PayFailed 3, boundary: a, in case.php
