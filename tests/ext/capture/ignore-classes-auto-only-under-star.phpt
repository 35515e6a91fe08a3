--TEST--
The built-in ignored classes count under * only
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
    class HttpException extends \RuntimeException {}
    class HttpNotFoundException extends HttpException {}
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
each(new Slim\Exception\HttpNotFoundException('a', 404), new Slim\Exception\HttpNotFoundException('b', 500), new Exception('c', 1));
}
PHP, ['boundaries' => 'Boundary::run', 'codes' => '*, 500']);
?>
--EXPECT--
Slim\Exception\HttpNotFoundException 500, boundary: b, in case.php
Exception 1, boundary: c, in case.php
