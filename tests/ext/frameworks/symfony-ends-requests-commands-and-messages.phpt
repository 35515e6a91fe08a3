--TEST--
Symfony ends requests in its kernel, commands in its console, messages in Messenger's worker
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
namespace Symfony\Component\HttpKernel {
    class HttpKernel
    {
        function handle($controller, bool $catch = true)
        {
            try {
                return $this->handleRaw($controller);
            } catch (\Throwable $e) {
                if (false === $catch) {
                    throw $e;
                }
                return $response = $this->handleThrowable($e);
            } finally {
                $controller = null;
            }
        }
        private function handleRaw($controller)
        {
            return $controller();
        }
        private function handleThrowable(\Throwable $e)
        {
            try {
                return 'error page';
            } catch (\Throwable $e) {
                throw $e;
            }
        }
    }
}
namespace Twig\Error {
    class RuntimeError extends \Exception {}
}
namespace Twig {
    class Template
    {
        function render($body)
        {
            try {
                return $body();
            } catch (Error\RuntimeError $e) {
                throw $e;
            } catch (\Throwable $e) {
                throw new Error\RuntimeError('while rendering: ' . $e->getMessage(), 0, $e);
            }
        }
    }
}
namespace Symfony\Component\Console {
    class Application
    {
        function __construct(private bool $forgives = false) {}

        function run($command)
        {
            try {
                return $this->doRun($command);
            } catch (\Throwable $e) {
                return 'rendered';
            }
        }
        private function doRun($command)
        {
            return $this->doRunCommand($command);
        }
        private function doRunCommand($command)
        {
            try {
                return $command();
            } catch (\Throwable $e) {
                if ($this->forgives) {
                    return 'forgiven by a listener';
                }
            }
            throw $e;
        }
    }
}
namespace Symfony\Component\Messenger\Exception {
    class HandlerFailedException extends \RuntimeException
    {
        function __construct(array $exceptions)
        {
            $first = current($exceptions);
            parent::__construct($first->getMessage(), (int) $first->getCode(), $first);
        }
    }
}
namespace Symfony\Component\Messenger\Middleware {
    class HandleMessageMiddleware
    {
        function handle(array $handlers)
        {
            $exceptions = [];
            foreach ($handlers as $handler) {
                try {
                    $answer = $handler();
                } catch (\Throwable $e) {
                    $exceptions[] = $e;
                }
            }
            if ($exceptions) {
                throw new \Symfony\Component\Messenger\Exception\HandlerFailedException($exceptions);
            }
            return $answer;
        }
    }
}
namespace Symfony\Component\Messenger {
    class Worker
    {
        private $acks = [];

        function run($bus) { return $this->handleMessage($bus); }
        function runBatch($bus) { return $this->flush($bus); }

        private function handleMessage($bus)
        {
            try {
                $e = null;
                $answer = $bus();
            } catch (\Throwable $e) {
            }
            $this->acks[] = [$e];
            return $this->ack() ?? $answer;
        }
        private function flush($bus)
        {
            try {
                $answer = $bus();
            } catch (\Throwable $e) {
                $this->acks[] = [$e];
            }
            return $this->ack() ?? $answer;
        }
        private function ack()
        {
            [$acks, $this->acks] = [$this->acks, []];
            foreach ($acks as [$e]) {
                if (null !== $e) {
                    return 'rejected';
                }
            }
        }
    }
}
namespace App {
    use Symfony\Component\Console\Application, Symfony\Component\HttpKernel\HttpKernel;
    use Symfony\Component\Messenger\{Middleware\HandleMessageMiddleware, Worker};

    $kernel = new HttpKernel;
    visit('controller', fn($case) => $kernel->handle(fn() => pay($case)));
    visit('controller, handled', fn($case) => $kernel->handle(fn() => handles(fn() => pay($case))));
    visit('subrequest', fn($case) => $kernel->handle(fn() => $kernel->handle(fn() => pay($case), false)));
    visit('subrequest, handled', fn($case) => $kernel->handle(
        fn() => handles(fn() => $kernel->handle(fn() => pay($case), false))));
    visit('template in a template', fn($case) => $kernel->handle(
        fn() => (new \Twig\Template)->render(fn() => (new \Twig\Template)->render(fn() => pay($case)))));

    visit('command', fn($case) => (new Application)->run(fn() => pay($case)));
    visit('command, handled', fn($case) => (new Application)->run(fn() => handles(fn() => pay($case))));
    visit('command, forgiven', fn($case) => (new Application(true))->run(fn() => pay($case)));

    $bus = fn($case, ...$more) => fn() => (new HandleMessageMiddleware)->handle([fn() => pay($case), ...$more]);
    visit('message', fn($case) => (new Worker)->run($bus($case)));
    visit('message with two handlers that fail', fn($case) => (new Worker)->run($bus($case, fn() => pay($case))));
    visit('message, handled', fn($case) => (new Worker)->run(
        fn() => (new HandleMessageMiddleware)->handle([fn() => handles(fn() => pay($case))])));
    visit('message at once, in a controller', fn($case) => $kernel->handle($bus($case)));
    visit('batch', fn($case) => (new Worker)->runBatch($bus($case)));
}
PHP);
?>
--EXPECT--
controller: error page
controller, handled: handled
subrequest: error page
subrequest, handled: handled
template in a template: error page
command: rendered
command, handled: handled
command, forgiven: forgiven by a listener
message: rejected
message with two handlers that fail: rejected
message, handled: handled
message at once, in a controller: error page
batch: rejected
--
controller: boundary, Symfony\Component\HttpKernel\HttpKernel::handle
subrequest: boundary, Symfony\Component\HttpKernel\HttpKernel::handle
template in a template: boundary, Symfony\Component\HttpKernel\HttpKernel::handle
command: boundary, Symfony\Component\Console\Application::run
message: boundary, Symfony\Component\Messenger\Worker::handleMessage
message with two handlers that fail: boundary, Symfony\Component\Messenger\Worker::handleMessage
message at once, in a controller: boundary, Symfony\Component\HttpKernel\HttpKernel::handle
batch: boundary, Symfony\Component\Messenger\Worker::flush
