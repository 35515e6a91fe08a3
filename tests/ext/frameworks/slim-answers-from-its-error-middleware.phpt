--TEST--
Slim 4 answers from its error middleware, Slim 3 from its application
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/frames.inc';
frames(<<<'PHP'
namespace Slim\Middleware {
    class ErrorMiddleware
    {
        function process($request, $handler)
        {
            try {
                return $handler($request);
            } catch (\Throwable $e) {
                return 'error page';
            }
        }
    }
    class OutputBufferingMiddleware
    {
        function process($request, $handler)
        {
            try {
                ob_start();
                $response = $handler($request);
                ob_end_clean();
                return $response;
            } catch (\Throwable $e) {
                ob_end_clean();
                throw $e;
            }
        }
    }
}
namespace Slim {
    /* Slim 3 */
    class App
    {
        function __construct(private $has_handler = true) {}

        function process($route)
        {
            try {
                $response = $route();
            } catch (\Exception $e) {
                $response = $this->handleException($e);
            } catch (\Throwable $e) {
                $response = $this->handlePhpError($e);
            }
            return $response;
        }
        protected function handleException(\Exception $e)
        {
            if (!$this->has_handler) {
                throw $e;
            }
            return 'error page of 3';
        }
        protected function handlePhpError(\Throwable $e)
        {
            return 'error page of 3 for errors';
        }
    }
}
namespace App {
    use Slim\{App, Middleware\ErrorMiddleware, Middleware\OutputBufferingMiddleware};

    visit('route', fn($case) => (new ErrorMiddleware)->process(1, fn() => pay($case)));
    visit('route, handled', fn($case) => (new ErrorMiddleware)->process(1, fn() => handles(fn() => pay($case))));
    visit('route, handled by middleware', fn($case) => (new ErrorMiddleware)->process(1,
        fn() => handles(fn() => (fn($request) => pay($case))(1))));
    visit('through the buffer', fn($case) => (new ErrorMiddleware)->process(1,
        fn() => (new OutputBufferingMiddleware)->process(1, fn() => pay($case))));
    visit('through the buffer, handled', fn($case) => (new ErrorMiddleware)->process(1,
        fn() => handles(fn() => (new OutputBufferingMiddleware)->process(1, fn() => pay($case)))));
    visit('route of 3', fn($case) => (new App)->process(fn() => pay($case)));
    visit('route of 3, an error', fn($case) => (new App)->process(fn() => throw new \Error($case, 500)));
    visit('route of 3, handled', fn($case) => (new App)->process(fn() => handles(fn() => pay($case))));
    visit('application of 3 without handlers', fn($case) => handles(fn() => (new App(false))->process(fn() => pay($case))));
}
PHP);
?>
--EXPECT--
route: error page
route, handled: handled
route, handled by middleware: handled
through the buffer: error page
through the buffer, handled: handled
route of 3: error page of 3
route of 3, an error: error page of 3 for errors
route of 3, handled: handled
application of 3 without handlers: handled
--
route: boundary, Slim\Middleware\ErrorMiddleware::process
through the buffer: boundary, Slim\Middleware\ErrorMiddleware::process
route of 3: boundary, Slim\App::process
route of 3, an error: boundary, Slim\App::process
