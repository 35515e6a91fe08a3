--TEST--
Without auto, the built-in classes are reported like others
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
namespace Slim\Exception {
    class HttpNotFoundException extends \Exception {}
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
each(new Slim\Exception\HttpNotFoundException('a', 404));
}
PHP, ['boundaries' => 'Boundary::run', 'codes' => '*', 'ignore_classes' => '']);
?>
--EXPECT--
Slim\Exception\HttpNotFoundException 404, boundary: a, in case.php
