--TEST--
A class that is named as ignored is never reported
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
    new App\Order\PayFailed('a', 500),
    new Exception('b', 500)
);
}
PHP, ['boundaries' => 'Boundary::run', 'ignore_classes' => 'App\\Order\\*']);
?>
--EXPECT--
Exception 500, boundary: b, in case.php
