--TEST--
Laminas keeps what it caught in its event, Mezzio answers from its error handler
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
namespace Laminas\Mvc {
    class MvcEvent
    {
        private $params = [];

        function setParam(string $name, $value) { $this->params[$name] = $value; }
        function getParam(string $name) { return $this->params[$name] ?? null; }
    }
    class DispatchListener
    {
        function onDispatch(MvcEvent $e, $controllers)
        {
            try {
                $controller = $controllers();
            } catch (\DomainException $exception) {
                return 'controller not found';
            } catch (\Throwable $exception) {
                return 'bad controller';
            } catch (\Exception $exception) {
                return 'bad controller';
            }
            $caughtException = null;
            try {
                $return = $controller();
            } catch (\Throwable $ex) {
                $caughtException = $ex;
            } catch (\Exception $ex) {
                $caughtException = $ex;
            }
            if ($caughtException !== null) {
                $e->setParam('exception', $caughtException);
                $return = 'error page';
            }
            return $return;
        }
    }
    class MiddlewareListener
    {
        function onDispatch(MvcEvent $event, $middleware)
        {
            $caughtException = null;
            try {
                $return = $middleware();
            } catch (\Throwable $exception) {
                $caughtException = $exception;
            }
            if ($caughtException !== null) {
                $event->setParam('exception', $caughtException);
                $return = 'error page';
            }
            return $return;
        }
    }
}
namespace Laminas\Mvc\Middleware {
    class MiddlewareListener
    {
        function onDispatch($middleware)
        {
            try {
                return $middleware();
            } catch (\Throwable $exception) {
                return 'error page';
            }
        }
    }
}
namespace Laminas\Mvc\View\Http {
    class DefaultRenderingStrategy
    {
        function render($view, bool $is_error_page = false)
        {
            $caughtException = null;
            try {
                return $view();
            } catch (\Throwable $ex) {
                $caughtException = $ex;
            } catch (\Exception $ex) {
                $caughtException = $ex;
            }
            if ($is_error_page) {
                throw $caughtException;
            }
            return 'error page';
        }
    }
}
namespace Laminas\Stratigility\Middleware {
    class ErrorHandler
    {
        function process($request, $handler)
        {
            try {
                return $handler();
            } catch (\Throwable $e) {
                return 'error page';
            }
        }
    }
}
namespace App {
    use Laminas\Mvc\{DispatchListener, MiddlewareListener, MvcEvent, View\Http\DefaultRenderingStrategy as Views};
    use Laminas\Stratigility\Middleware\ErrorHandler;

    $event = new MvcEvent;
    visit('controller', fn($case) => (new DispatchListener)->onDispatch($event, fn() => fn() => pay($case)));
    visit('controller, handled', fn($case) => (new DispatchListener)->onDispatch($event,
        fn() => fn() => handles(fn() => pay($case))));
    visit('factory of a controller', fn($case) => (new DispatchListener)->onDispatch($event, fn() => pay($case)));
    visit('middleware', fn($case) => (new MiddlewareListener)->onDispatch($event, fn() => pay($case)));
    visit('middleware, in its package', fn($case) => (new \Laminas\Mvc\Middleware\MiddlewareListener)->onDispatch(
        fn() => pay($case)));
    visit('view', fn($case) => (new Views)->render(fn() => pay($case)));
    visit('view, handled', fn($case) => (new Views)->render(fn() => handles(fn() => pay($case))));
    visit('view of an error page, handled outside', fn($case) => handles(fn() => (new Views)->render(fn() => pay($case), true)));
    visit('Mezzio', fn($case) => (new ErrorHandler)->process('request', fn() => pay($case)));
    visit('Mezzio, handled', fn($case) => (new ErrorHandler)->process('request', fn() => handles(fn() => pay($case))));
}
PHP);
?>
--EXPECT--
controller: error page
controller, handled: handled
factory of a controller: bad controller
middleware: error page
middleware, in its package: error page
view: error page
view, handled: handled
view of an error page, handled outside: handled
Mezzio: error page
Mezzio, handled: handled
--
controller: boundary, Laminas\Mvc\DispatchListener::onDispatch
factory of a controller: boundary, Laminas\Mvc\DispatchListener::onDispatch
middleware: boundary, Laminas\Mvc\MiddlewareListener::onDispatch
middleware, in its package: boundary, Laminas\Mvc\Middleware\MiddlewareListener::onDispatch
view: boundary, Laminas\Mvc\View\Http\DefaultRenderingStrategy::render
Mezzio: boundary, Laminas\Stratigility\Middleware\ErrorHandler::process