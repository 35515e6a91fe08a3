--TEST--
A class that is named is reported whatever its code
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
    new App\Order\PayFailed('a', 404)
);
}
PHP, ['boundaries' => 'Boundary::run', 'codes' => '500', 'classes' => 'App\\Order\\Failed', 'ignore_codes' => '404']);
?>
--EXPECT--
App\Order\PayFailed 404, boundary: a, in case.php
