--TEST--
Phalcon ends an action in its dispatcher or in Micro, unless they throw it on
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
/* Phalcon catches in C, where every frame of a boundary counts as one that catches: see boundary-in-c.phpt. */
namespace Phalcon\Dispatcher {
    abstract class AbstractDispatcher
    {
        function __construct(private $listener = null) {}

        function dispatch($action)
        {
            try {
                return $action();
            } catch (\Exception $e) {
                $answer = $this->listener ? ($this->listener)($e) : null;
                if ($answer === null) {
                    throw $e;
                }
                return $answer;
            }
        }
    }
}
namespace Phalcon\Mvc {
    class Dispatcher extends \Phalcon\Dispatcher\AbstractDispatcher {}
    class Micro
    {
        function handle($route, $error)
        {
            try {
                return $route();
            } catch (\Throwable $e) {
                return $error($e);
            }
        }
    }
}
namespace Phalcon\ADR {
    class Application
    {
        function handle($action)
        {
            try {
                return $action();
            } catch (\Throwable $exception) {
                return 'error page';
            }
        }
    }
}
namespace Phalcon\ADR\Front {
    abstract class AbstractHttpFront
    {
        final function run()
        {
            try {
                return (new \Phalcon\ADR\Application)->handle($this->boot());
            } catch (\Throwable $exception) {
                return 'error page of the front';
            }
        }
        abstract function boot();
    }
}
namespace Phalcon\Queue\Consumer {
    class QueueConsumer
    {
        function consume($processor) { return $this->process($processor); }

        private function process($processor)
        {
            try {
                return $processor();
            } catch (\Throwable $exception) {
                return 'rejected';
            }
        }
    }
}
namespace App {
    use Phalcon\Mvc\{Dispatcher, Micro};

    $forwards = fn($e) => 'error page';
    visit('action, forwarded by a listener', fn($case) => (new Dispatcher($forwards))->dispatch(fn() => pay($case)));
    visit('action, handled', fn($case) => (new Dispatcher($forwards))->dispatch(fn() => handles(fn() => pay($case))));
    visit('Micro', fn($case) => (new Micro)->handle(fn() => pay($case), fn($e) => 'error page'));
    visit('Micro, handled', fn($case) => (new Micro)->handle(fn() => handles(fn() => pay($case)), fn($e) => ''));
    visit('ADR action', fn($case) => (new \Phalcon\ADR\Application)->handle(fn() => pay($case)));
    class Front extends \Phalcon\ADR\Front\AbstractHttpFront
    {
        function boot() { pay('ADR boot'); }
    }
    visit('ADR boot', fn() => (new Front)->run());
    visit('message', fn($case) => (new \Phalcon\Queue\Consumer\QueueConsumer)->consume(fn() => pay($case)));
    set_exception_handler(function () {
        echo "handler's error page\n";
        exit(1);
    });
    visit('action that nobody takes', fn($case) => (new Dispatcher)->dispatch(fn() => pay($case)));
}
PHP);
?>
--EXPECT--
action, forwarded by a listener: error page
action, handled: handled
Micro: error page
Micro, handled: handled
ADR action: error page
ADR boot: error page of the front
message: rejected
handler's error page
--
action, forwarded by a listener: boundary, Phalcon\Dispatcher\AbstractDispatcher::dispatch
Micro: boundary, Phalcon\Mvc\Micro::handle
ADR action: boundary, Phalcon\ADR\Application::handle
ADR boot: boundary, Phalcon\ADR\Front\AbstractHttpFront::run
message: boundary, Phalcon\Queue\Consumer\QueueConsumer::process
action that nobody takes: handler, nobody