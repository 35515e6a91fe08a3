--TEST--
Lumen answers from its own pipeline or its dispatcher, Octane from what runs around Laravel
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
namespace Illuminate\Pipeline {
    class Pipeline
    {
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
namespace Laravel\Lumen\Routing {
    class Pipeline extends \Illuminate\Pipeline\Pipeline
    {
        function then($passable, array $pipes, \Closure $destination)
        {
            return array_reduce(array_reverse($pipes), $this->carry(), $this->prepareDestination($destination))($passable);
        }
        protected function carry()
        {
            return function ($stack, $pipe) {
                return function ($passable) use ($stack, $pipe) {
                    try {
                        $slice = parent::carry();
                        return ($slice($stack, $pipe))($passable);
                    } catch (\Throwable $e) {
                        return $this->handleException($passable, $e);
                    }
                };
            };
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
        protected function handleException($passable, \Throwable $e)
        {
            if ($passable !== 'request') {
                throw $e;
            }
            return 'error page';
        }
    }
}
namespace Laravel\Lumen\Concerns {
    trait RoutesRequests
    {
        function dispatch(array $middleware, \Closure $route, $request = 'request')
        {
            try {
                return $middleware ? (new \Laravel\Lumen\Routing\Pipeline)->then($request, $middleware, $route) : $route();
            } catch (\Throwable $e) {
                return "dispatcher's error page";
            }
        }
    }
}
namespace Laravel\Lumen {
    class Application
    {
        use Concerns\RoutesRequests;
    }
}
namespace Laravel\Lumen\Console {
    class Kernel
    {
        function handle($command)
        {
            try {
                return $command();
            } catch (\Throwable $e) {
                return 'exit status 1';
            }
        }
    }
}
namespace Laravel\Octane {
    class Worker
    {
        function handle($kernel, $terminate)
        {
            try {
                $answer = $kernel();
                $terminate();
                return $answer;
            } catch (\Throwable $e) {
                return 'worker error';
            } finally {
                $kernel = null;
            }
        }
        /* What it returns is thrown again in the process that asked. */
        function handleTask($task)
        {
            try {
                return $task();
            } catch (\Throwable $e) {
                return 'exception result';
            } finally {
                $task = null;
            }
        }
        function handleTick($tick)
        {
            try {
                $tick();
            } catch (\Throwable $e) {
                return 'tick failed';
            } finally {
                $tick = null;
            }
        }
    }
}
namespace Laravel\Octane\Swoole {
    class InvokeTickCallable
    {
        function __construct(private $callback) {}

        function __invoke()
        {
            try {
                return call_user_func($this->callback);
            } catch (\Throwable $e) {
                return 'listener failed';
            }
        }
    }
}
namespace App {
    class Lumen extends \Laravel\Lumen\Application {}

    $lumen = new Lumen;
    $passes = fn($request, $next) => $next($request);
    visit('route', fn($case) => $lumen->dispatch([], fn() => pay($case)));
    visit('route, handled', fn($case) => $lumen->dispatch([], fn() => handles(fn() => pay($case))));
    visit('route behind middleware', fn($case) => $lumen->dispatch([$passes], fn() => pay($case)));
    visit('middleware', fn($case) => $lumen->dispatch([$passes, fn() => pay($case)], fn() => 'page'));
    visit('middleware, of what is no request', fn($case) => $lumen->dispatch([fn() => pay($case)], fn() => 'page', 'job'));
    visit('command', fn($case) => (new \Laravel\Lumen\Console\Kernel)->handle(fn() => pay($case)));

    $octane = new \Laravel\Octane\Worker;
    visit('after the response', fn($case) => $octane->handle(fn() => 'page', fn() => pay($case)));
    visit('in a request that Laravel answered', fn($case) => $octane->handle(fn() => handles(fn() => pay($case)), fn() => 0));
    visit('task', fn($case) => $octane->handleTask(fn() => pay($case)));
    visit('tick', fn($case) => $octane->handleTick(fn() => pay($case)));
    visit('listener of ticks', fn($case) => (new \Laravel\Octane\Swoole\InvokeTickCallable(fn() => pay($case)))());
}
PHP);
?>
--EXPECT--
route: dispatcher's error page
route, handled: handled
route behind middleware: error page
middleware: error page
middleware, of what is no request: dispatcher's error page
command: exit status 1
after the response: worker error
in a request that Laravel answered: handled
task: exception result
tick: tick failed
listener of ticks: listener failed
--
route: boundary, Laravel\Lumen\Application::dispatch
route behind middleware: boundary, Laravel\Lumen\Routing\Pipeline::{closure}
middleware: boundary, Illuminate\Pipeline\Pipeline::{closure}
middleware, of what is no request: boundary, Laravel\Lumen\Application::dispatch
command: boundary, Laravel\Lumen\Console\Kernel::handle
after the response: boundary, Laravel\Octane\Worker::handle
tick: boundary, Laravel\Octane\Worker::handleTick
listener of ticks: boundary, Laravel\Octane\Swoole\InvokeTickCallable::__invoke
