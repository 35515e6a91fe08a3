--TEST--
Of a class that stands for any HTTP status the built-in list leaves out 3xx and 4xx, object by object
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
namespace Symfony\Component\HttpKernel\Exception {
    interface HttpExceptionInterface {}
    class HttpException extends \RuntimeException implements HttpExceptionInterface {
        function __construct(private int $statusCode, string $message, ?\Throwable $previous = null) {
            parent::__construct($message, 0, $previous);
        }
    }
}
namespace App {
    use Symfony\Component\HttpKernel\Exception\{HttpException, HttpExceptionInterface};
    class OutOfStock extends HttpException {}
    class Untold extends \Exception implements HttpExceptionInterface {}
    class Unset_ extends HttpException {
        function __construct(string $message) {
            $this->message = $message;
        }
    }
    class Boundary {
        static function run($throwable) {
            try {
                throw $throwable;
            } catch (\Throwable $e) {
            }
        }
    }
    foreach ([new HttpException(404, 'not found'), new HttpException(500, 'failed'), new HttpException(302, 'moved'),
        new HttpException(499, 'gone'), new HttpException(503, 'down'), new HttpException(404, 'not found again'),
        new OutOfStock(409, 'child'), new OutOfStock(500, 'failed child'), new Untold('without a status'),
        new Unset_('with a status that was not set'), new HttpException(200, 'odd'),
        new HttpException(500, 'of a lost client', new HttpException(404, 'lost'))] as $throwable) {
        Boundary::run($throwable);
    }
}
PHP, ['boundaries' => 'App\Boundary::run', 'codes' => '*']);
?>
--EXPECT--
Symfony\Component\HttpKernel\Exception\HttpException 0, boundary: failed, in case.php
Symfony\Component\HttpKernel\Exception\HttpException 0, boundary: down, in case.php
App\OutOfStock 0, boundary: failed child, in case.php
App\Untold 0, boundary: without a status, in case.php
App\Unset_ 0, boundary: with a status that was not set, in case.php
Symfony\Component\HttpKernel\Exception\HttpException 0, boundary: odd, in case.php
