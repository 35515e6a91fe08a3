--TEST--
Under RoadRunner Spiral, Symfony's bundle and the runtimes answer from the loop of their workers
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
namespace Spiral\Http\Exception {
    class ClientException extends \RuntimeException {}
}
namespace Spiral\Http\Middleware {
    class ErrorHandlerMiddleware
    {
        function process($request, $handler)
        {
            try {
                return $handler();
            } catch (\Spiral\Http\Exception\ClientException $e) {
                $code = $e->getCode();
            } catch (\Throwable $e) {
                $code = 500;
            }
            return "error page $code";
        }
    }
}
namespace Spiral\Console {
    class ConsoleDispatcher
    {
        function serve($command)
        {
            try {
                return $command();
            } catch (\Throwable $e) {
                return 'rendered';
            } finally {
                $command = null;
            }
        }
    }
}
namespace Spiral\RoadRunnerBridge\Http {
    class Dispatcher
    {
        function serve(array $requests)
        {
            $answers = [];
            while ($request = array_shift($requests)) {
                try {
                    $answers[] = $request();
                } catch (\Throwable $e) {
                    $answers[] = 'error page of the worker';
                } finally {
                    $request = null;
                }
            }
            return implode(', ', $answers);
        }
    }
}
namespace Spiral\RoadRunnerBridge\Queue {
    class Dispatcher
    {
        function serve(array $tasks)
        {
            $answers = [];
            while ($task = array_shift($tasks)) {
                try {
                    $answers[] = $task();
                } catch (\DomainException $e) {
                    $answers[] = 'tried again';
                } catch (\Throwable $e) {
                    $answers[] = 'failed';
                }
            }
            return implode(', ', $answers);
        }
    }
}
namespace Spiral\RoadRunnerBridge\Tcp {
    class Server
    {
        function serve($service)
        {
            try {
                return $service();
            } catch (\Throwable $e) {
                return 'closed';
            }
        }
    }
}
namespace Baldinof\RoadRunnerBundle\Worker {
    class HttpWorker
    {
        function start(array $requests)
        {
            while ($request = array_shift($requests)) {
                try {
                    $answer = '';
                    foreach ($request() as $step) {
                        $answer .= $step;
                    }
                } catch (\Throwable $e) {
                    $answer .= ', then the worker ended';
                    break;
                } finally {
                    $request = null;
                }
            }
            return $answer;
        }
    }
}
namespace Runtime\RoadRunnerNyholm {
    class Runner
    {
        function run($application)
        {
            try {
                return $application();
            } catch (\Throwable $e) {
                return 'worker error';
            }
        }
    }
}
namespace Runtime\RoadRunnerSymfonyNyholm {
    class Runner
    {
        function run($kernel)
        {
            try {
                return $kernel();
            } catch (\Throwable $e) {
                return 'worker error';
            }
        }
    }
}
namespace App {
    use Spiral\Http\Middleware\ErrorHandlerMiddleware, Spiral\RoadRunnerBridge\Http\Dispatcher;

    visit('controller', fn($case) => (new ErrorHandlerMiddleware)->process('request', fn() => pay($case)));
    visit('controller, handled', fn($case) => (new ErrorHandlerMiddleware)->process('request',
        fn() => handles(fn() => pay($case))));
    visit('command', fn($case) => (new \Spiral\Console\ConsoleDispatcher)->serve(fn() => pay($case)));
    visit('outside middleware', fn($case) => (new Dispatcher)->serve(
        [fn() => 'page', fn() => handles(fn() => pay($case)), fn() => pay($case), fn() => 'page']));
    visit('job', fn($case) => (new \Spiral\RoadRunnerBridge\Queue\Dispatcher)->serve(
        [fn() => pay($case), fn() => handles(fn() => pay($case)), fn() => 'done']));
    visit('TCP', fn($case) => (new \Spiral\RoadRunnerBridge\Tcp\Server)->serve(fn() => pay($case)));
    visit('after the response', fn($case) => (new \Baldinof\RoadRunnerBundle\Worker\HttpWorker)->start(
        [fn() => yield 'page', function () use ($case) {
            yield 'page';
            pay($case);
        }]));
    visit('PSR-15', fn($case) => (new \Runtime\RoadRunnerNyholm\Runner)->run(fn() => pay($case)));
    visit('Symfony', fn($case) => (new \Runtime\RoadRunnerSymfonyNyholm\Runner)->run(fn() => pay($case)));
    visit('Symfony, handled', fn($case) => (new \Runtime\RoadRunnerSymfonyNyholm\Runner)->run(
        fn() => handles(fn() => pay($case))));
}
PHP);
?>
--EXPECT--
controller: error page 500
controller, handled: handled
command: rendered
outside middleware: page, handled, error page of the worker, page
job: failed, handled, done
TCP: closed
after the response: page, then the worker ended
PSR-15: worker error
Symfony: worker error
Symfony, handled: handled
--
controller: boundary, Spiral\Http\Middleware\ErrorHandlerMiddleware::process
command: boundary, Spiral\Console\ConsoleDispatcher::serve
outside middleware: boundary, Spiral\RoadRunnerBridge\Http\Dispatcher::serve
job: boundary, Spiral\RoadRunnerBridge\Queue\Dispatcher::serve
TCP: boundary, Spiral\RoadRunnerBridge\Tcp\Server::serve
after the response: boundary, Baldinof\RoadRunnerBundle\Worker\HttpWorker::start
PSR-15: boundary, Runtime\RoadRunnerNyholm\Runner::run
Symfony: boundary, Runtime\RoadRunnerSymfonyNyholm\Runner::run