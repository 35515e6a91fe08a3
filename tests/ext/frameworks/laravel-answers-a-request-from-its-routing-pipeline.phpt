--TEST--
Laravel answers a request from its routing pipeline; pipelines, transactions and views on the way throw on
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
namespace Illuminate\Http {
    class Request {}
}
namespace Illuminate\Pipeline {
    class Pipeline
    {
        protected $passable;
        protected $pipes = [];

        function send($passable) { $this->passable = $passable; return $this; }
        function through(array $pipes) { $this->pipes = $pipes; return $this; }

        function then(\Closure $destination)
        {
            $pipeline = array_reduce(array_reverse($this->pipes), $this->carry(), $this->prepareDestination($destination));
            try {
                return $pipeline($this->passable);
            } finally {
                $this->pipes = [];
            }
        }

        protected function prepareDestination(\Closure $destination)
        {
            return function ($passable) use ($destination) {
                try {
                    return $destination($passable);
                } catch (\Throwable $e) {
                    return $this->handleException($passable, $e);
                }
            };
        }

        protected function carry()
        {
            return function ($stack, $pipe) {
                return function ($passable) use ($stack, $pipe) {
                    try {
                        return $pipe($passable, $stack);
                    } catch (\Throwable $e) {
                        return $this->handleException($passable, $e);
                    }
                };
            };
        }

        protected function handleException($passable, \Throwable $e)
        {
            throw $e;
        }
    }
}
namespace Illuminate\Routing {
    class Pipeline extends \Illuminate\Pipeline\Pipeline
    {
        protected function handleException($passable, \Throwable $e)
        {
            if (!$passable instanceof \Illuminate\Http\Request) {
                throw $e;
            }
            return 'error page';
        }
    }
    class ResponseFactory
    {
        function eventStream(\Closure $callback)
        {
            return function () use ($callback) {
                try {
                    $callback();
                } catch (\Throwable $e) {
                    return 'end of stream';
                }
            };
        }
    }
}
namespace Illuminate\Foundation\Http {
    class Kernel
    {
        function handle($request, $route, $middleware = [], $bootstrap = null)
        {
            try {
                $bootstrap && $bootstrap();
                return (new \Illuminate\Routing\Pipeline)->send($request)->through($middleware)->then($route);
            } catch (\Throwable $e) {
                return "kernel's error page";
            }
        }
    }
}
namespace Illuminate\Database {
    class Connection
    {
        function transaction(\Closure $callback)
        {
            try {
                return $callback($this);
            } catch (\Throwable $e) {
                $this->handleTransactionException($e);
            }
        }
        private function handleTransactionException(\Throwable $e)
        {
            throw $e;
        }
    }
}
namespace Illuminate\View {
    class ViewException extends \ErrorException {}
    class Engine
    {
        function get($template)
        {
            try {
                return $template();
            } catch (\Throwable $e) {
                throw new ViewException('View: ' . $e->getMessage(), 0, 1, $e->getFile(), $e->getLine(), $e);
            }
        }
    }
}
namespace App {
    use Illuminate\Database\Connection, Illuminate\Http\Request, Illuminate\Pipeline\Pipeline, Illuminate\View\Engine;

    function request(\Closure $route, array $middleware = [], $request = new Request, $bootstrap = null)
    {
        return (new \Illuminate\Foundation\Http\Kernel)->handle($request, $route, $middleware, $bootstrap);
    }
    $passes = fn($request, $next) => $next($request);
    visit('controller', fn($case) => request(fn() => pay($case)));
    visit('controller behind middleware', fn($case) => request(fn() => pay($case), [$passes, $passes]));
    visit('middleware', fn($case) => request(fn() => 'page', [$passes, fn() => pay($case)]));
    visit('middleware that catches, too late', fn($case) => request(fn() => pay($case),
        [fn($request, $next) => handles(fn() => $next($request))]));
    visit('handled in the controller', fn($case) => request(fn() => handles(fn() => pay($case))));
    visit('pipeline of its own', fn($case) => request(
        fn() => (new Pipeline)->send(1)->through([$passes])->then(fn() => pay($case)), [$passes]));
    visit('pipeline of its own, handled', fn($case) => request(
        fn() => handles(fn() => (new Pipeline)->send(1)->through([$passes])->then(fn() => pay($case))), [$passes]));
    visit('transaction', fn($case) => request(fn() => (new Connection)->transaction(fn() => pay($case))));
    visit('transaction, handled', fn($case) => request(
        fn() => handles(fn() => (new Connection)->transaction(fn() => pay($case)))));
    visit('view in a view', fn($case) => request(
        fn() => (new Engine)->get(fn() => (new Engine)->get(fn() => pay($case)))));
    visit('what is no request', fn($case) => request(fn() => pay($case), [$passes], 'job'));
    visit('bootstrapper', fn($case) => request(fn() => 'page', bootstrap: fn() => pay($case)));
    visit('event stream', fn($case) => (new \Illuminate\Routing\ResponseFactory)->eventStream(fn() => pay($case))());
}
PHP);
?>
--EXPECT--
controller: error page
controller behind middleware: error page
middleware: error page
middleware that catches, too late: error page
handled in the controller: handled
pipeline of its own: error page
pipeline of its own, handled: handled
transaction: error page
transaction, handled: handled
view in a view: error page
what is no request: kernel's error page
bootstrapper: kernel's error page
event stream: end of stream
--
controller: boundary, Illuminate\Pipeline\Pipeline::{closure}
controller behind middleware: boundary, Illuminate\Pipeline\Pipeline::{closure}
middleware: boundary, Illuminate\Pipeline\Pipeline::{closure}
middleware that catches, too late: boundary, Illuminate\Pipeline\Pipeline::{closure}
pipeline of its own: boundary, Illuminate\Pipeline\Pipeline::{closure}
transaction: boundary, Illuminate\Pipeline\Pipeline::{closure}
view in a view: boundary, Illuminate\Pipeline\Pipeline::{closure}
what is no request: boundary, Illuminate\Foundation\Http\Kernel::handle
bootstrapper: boundary, Illuminate\Foundation\Http\Kernel::handle
event stream: boundary, Illuminate\Routing\ResponseFactory::{closure}
