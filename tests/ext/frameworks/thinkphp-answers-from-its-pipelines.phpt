--TEST--
ThinkPHP answers from its pipelines, its queue and its Swoole server from their own catches
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
namespace think {
    class Pipeline
    {
        protected $pipes = [];
        protected $exceptionHandler;

        function through(array $pipes) { $this->pipes = $pipes; return $this; }
        function whenException($handler) { $this->exceptionHandler = $handler; return $this; }

        function then(\Closure $destination)
        {
            $pipeline = array_reduce(array_reverse($this->pipes), $this->carry(), function ($passable) use ($destination) {
                try {
                    return $destination($passable);
                } catch (\Throwable | \Exception $e) {
                    return $this->handleException($passable, $e);
                }
            });
            return $pipeline('request');
        }
        protected function carry()
        {
            return function ($stack, $pipe) {
                return function ($passable) use ($stack, $pipe) {
                    try {
                        return $pipe($passable, $stack);
                    } catch (\Throwable | \Exception $e) {
                        return $this->handleException($passable, $e);
                    }
                };
            };
        }
        protected function handleException($passable, \Throwable $e)
        {
            if ($this->exceptionHandler) {
                return call_user_func($this->exceptionHandler, $passable, $e);
            }
            throw $e;
        }
    }
    class Middleware
    {
        function pipeline(array $pipes)
        {
            return (new Pipeline)->through($pipes)->whenException([$this, 'handleException']);
        }
        function handleException($passable, \Throwable $e)
        {
            return 'error page';
        }
    }
    class Http
    {
        function run(\Closure $route, array $pipes = [], $start = null)
        {
            try {
                $start && $start();
                return (new Middleware)->pipeline($pipes)->then(
                    fn() => (new Middleware)->pipeline([])->then($route));
            } catch (\Throwable $e) {
                return "application's error page";
            }
        }
    }
    class Console
    {
        function run($command)
        {
            try {
                return $command();
            } catch (\Exception $e) {
                return 'rendered';
            }
        }
    }
}
namespace think\queue {
    class Worker
    {
        function runNextJob($pop)
        {
            return ($job = $this->getNextJob($pop)) ? $this->runJob($job) : 'no job';
        }
        protected function getNextJob($pop)
        {
            try {
                return $pop();
            } catch (\Exception | \Throwable $e) {
                return null;
            }
        }
        protected function runJob($job)
        {
            try {
                return $this->process($job);
            } catch (\Exception | \Throwable $e) {
                return 'released';
            }
        }
        function process($job)
        {
            try {
                return $job();
            } catch (\Exception | \Throwable $e) {
                try {
                    $e->getMessage();
                } finally {
                }
                throw $e;
            }
        }
    }
}
namespace think\swoole\concerns {
    trait InteractsWithHttp
    {
        function onRequest($http, $prepare)
        {
            $answer = null;
            $this->runInSandbox(function () use ($http, $prepare, &$answer) {
                try {
                    $answer = $http();
                    $prepare();
                } catch (\Throwable $e) {
                    $answer = "server's error page";
                }
            });
            return $answer;
        }
    }
    trait WithApplication
    {
        function runInSandbox(\Closure $callable, $sandbox = new \think\swoole\Sandbox)
        {
            try {
                return $sandbox->run($callable);
            } catch (\Throwable $e) {
                return 'logged';
            }
        }
    }
}
namespace think\swoole {
    class Sandbox
    {
        function run(\Closure $callable)
        {
            try {
                return $callable();
            } catch (\Throwable $e) {
                return 'reported';
            } finally {
                $callable = null;
            }
        }
    }
    /* Up to think-swoole 4.0.10 */
    class OlderSandbox
    {
        function run(\Closure $callable)
        {
            try {
                return $callable();
            } catch (\Throwable $e) {
                throw $e;
            } finally {
                $callable = null;
            }
        }
    }
    class Manager
    {
        use concerns\InteractsWithHttp, concerns\WithApplication;
    }
}
namespace think\swoole\rpc\server {
    class Dispatcher
    {
        function dispatch($service)
        {
            try {
                $result = $service();
            } catch (\Throwable $e) {
                $result = 'error ' . $e->getCode();
            }
            return $result;
        }
    }
}
namespace App {
    use think\{Console, Http, Pipeline, queue\Worker, swoole\Manager, swoole\OlderSandbox};

    $passes = fn($request, $next) => $next($request);
    visit('controller', fn($case) => (new Http)->run(fn() => pay($case)));
    visit('controller, handled', fn($case) => (new Http)->run(fn() => handles(fn() => pay($case)), [$passes]));
    visit('middleware', fn($case) => (new Http)->run(fn() => 'page', [$passes, fn() => pay($case)]));
    visit('start of the application', fn($case) => (new Http)->run(fn() => 'page', [], fn() => pay($case)));
    visit('pipeline of its own', fn($case) => (new Http)->run(
        fn() => (new Pipeline)->through([$passes])->then(fn() => pay($case))));
    visit('pipeline of its own, handled', fn($case) => (new Http)->run(
        fn() => handles(fn() => (new Pipeline)->through([$passes])->then(fn() => pay($case)))));
    visit('command', fn($case) => (new Console)->run(fn() => pay($case)));
    visit('command, handled', fn($case) => (new Console)->run(fn() => handles(fn() => pay($case))));

    visit('job', fn($case) => (new Worker)->runNextJob(fn() => fn() => pay($case)));
    visit('job, handled', fn($case) => (new Worker)->runNextJob(fn() => fn() => handles(fn() => pay($case))));
    visit('fetching a job', fn($case) => (new Worker)->runNextJob(fn() => pay($case)));

    visit('controller under Swoole', fn($case) => (new Manager)->onRequest(
        fn() => (new Http)->run(fn() => pay($case)), fn() => 0));
    visit('response under Swoole', fn($case) => (new Manager)->onRequest(fn() => 'page', fn() => pay($case)));
    visit('in a sandbox', fn($case) => (new Manager)->runInSandbox(fn() => pay($case)));
    visit('in a sandbox that throws on', fn($case) => (new Manager)->runInSandbox(fn() => pay($case), new OlderSandbox));
    visit('remote call', fn($case) => (new \think\swoole\rpc\server\Dispatcher)->dispatch(fn() => pay($case)));
}
PHP);
?>
--EXPECT--
controller: error page
controller, handled: handled
middleware: error page
start of the application: application's error page
pipeline of its own: error page
pipeline of its own, handled: handled
command: rendered
command, handled: handled
job: released
job, handled: handled
fetching a job: no job
controller under Swoole: error page
response under Swoole: server's error page
in a sandbox: reported
in a sandbox that throws on: logged
remote call: error 500
--
controller: boundary, think\Pipeline::{closure}
middleware: boundary, think\Pipeline::{closure}
start of the application: boundary, think\Http::run
pipeline of its own: boundary, think\Pipeline::{closure}
command: boundary, think\Console::run
job: boundary, think\queue\Worker::runJob
fetching a job: boundary, think\queue\Worker::getNextJob
controller under Swoole: boundary, think\Pipeline::{closure}
response under Swoole: boundary, think\swoole\Manager::{closure}
in a sandbox: boundary, think\swoole\Sandbox::run
in a sandbox that throws on: boundary, think\swoole\Manager::runInSandbox
remote call: boundary, think\swoole\rpc\server\Dispatcher::dispatch
