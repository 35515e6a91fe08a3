--TEST--
Yii 2 leaves requests to its exception handler and takes jobs; Yii 3 answers from its error catcher
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
namespace yii\base {
    class ExitException extends \Exception {}
    class Application
    {
        function run($route)
        {
            try {
                return $route();
            } catch (ExitException $e) {
                return 'ended';
            }
        }
    }
    class ErrorHandler
    {
        function __construct(private $page) {}

        function handleException($exception)
        {
            try {
                echo ($this->page)();
            } catch (\Exception $e) {
                echo "fallback\n";
            } catch (\Throwable $e) {
                echo "fallback\n";
            }
            exit(1);
        }
    }
    class View
    {
        function renderPhpFile($template)
        {
            ob_start();
            try {
                return $template() . ob_get_clean();
            } catch (\Exception $e) {
                ob_end_clean();
                throw $e;
            } catch (\Throwable $e) {
                ob_end_clean();
                throw $e;
            }
        }
    }
}
namespace yii\queue {
    abstract class Queue
    {
        protected function handleMessage($job)
        {
            try {
                return $job();
            } catch (\Exception $error) {
                return $this->handleError($error);
            } catch (\Throwable $error) {
                return $this->handleError($error);
            }
        }
        private function handleError($error)
        {
            return 'next attempt';
        }
    }
}
namespace yii\queue\db {
    class Queue extends \yii\queue\Queue
    {
        function run($job) { return $this->handleMessage($job); }
    }
}
namespace Yiisoft\ErrorHandler\Middleware {
    class ErrorCatcher
    {
        function process($request, $handler)
        {
            try {
                return $handler();
            } catch (\Throwable $t) {
                try {
                    return 'error page';
                } catch (\Throwable $t) {
                    return 'no page';
                }
            }
        }
    }
}
namespace Yiisoft\Yii\Runner\Http {
    /* Throws what the application threw, for the error catcher. */
    class ThrowableHandler
    {
        function __construct(private \Throwable $throwable) {}

        function handle()
        {
            throw $this->throwable;
        }
    }
    class HttpApplicationRunner
    {
        function run($application)
        {
            try {
                try {
                    return $application();
                } catch (\Throwable $throwable) {
                    $handler = new ThrowableHandler($throwable);
                    return (new \Yiisoft\ErrorHandler\Middleware\ErrorCatcher)->process('request', [$handler, 'handle']);
                }
            } finally {
                $handler = null;
            }
        }
    }
}
namespace Yiisoft\Yii\Runner\Console {
    class ConsoleApplicationRunner
    {
        function run($application)
        {
            $status = 1;
            try {
                $status = $application();
            } catch (\Throwable $throwable) {
                $status = 'rendered';
            } finally {
                return $status;
            }
        }
    }
}
namespace Yiisoft\Queue\Exception {
    class MessageFailureException extends \RuntimeException {}
}
namespace Yiisoft\Queue\Worker {
    class Worker
    {
        function process($message, $on_failure)
        {
            try {
                return $message();
            } catch (\Throwable $exception) {
                try {
                    return $on_failure($exception);
                } catch (\Throwable $exception) {
                    throw new \Yiisoft\Queue\Exception\MessageFailureException('Message failed', 0, $exception);
                }
            }
        }
    }
}
namespace App {
    use yii\{base\Application, base\View, queue\db\Queue as Jobs};
    use Yiisoft\ErrorHandler\Middleware\ErrorCatcher, Yiisoft\Queue\Worker\Worker;
    use Yiisoft\Yii\Runner\{Console\ConsoleApplicationRunner, Http\HttpApplicationRunner};

    visit('job', fn($case) => (new Jobs)->run(fn() => pay($case)));
    visit('job, handled', fn($case) => (new Jobs)->run(fn() => handles(fn() => pay($case))));
    visit('controller, handled', fn($case) => (new Application)->run(fn() => handles(fn() => pay($case))));
    visit('view, handled', fn($case) => (new Application)->run(
        fn() => handles(fn() => (new View)->renderPhpFile(fn() => pay($case)))));

    visit('action of 3', fn($case) => (new HttpApplicationRunner)->run(
        fn() => (new ErrorCatcher)->process('request', fn() => pay($case))));
    visit('action of 3, handled', fn($case) => (new HttpApplicationRunner)->run(
        fn() => (new ErrorCatcher)->process('request', fn() => handles(fn() => pay($case)))));
    visit('outside the error catcher', fn($case) => (new HttpApplicationRunner)->run(fn() => pay($case)));
    visit('command of 3', fn($case) => (new ConsoleApplicationRunner)->run(fn() => pay($case)));
    visit('message of 3, tried again', fn($case) => (new Worker)->process(fn() => pay($case), fn($e) => 'tried again'));
    visit('message of 3, handled', fn($case) => (new Worker)->process(fn() => handles(fn() => pay($case)), fn($e) => ''));
    visit('message of 3 that nothing takes', fn($case) => (new ConsoleApplicationRunner)->run(
        fn() => (new Worker)->process(fn() => pay($case), fn($e) => throw $e)));

    set_exception_handler([new \yii\base\ErrorHandler(fn() => pay('page for errors')), 'handleException']);
    visit('view in a view', fn($case) => (new Application)->run(
        fn() => (new View)->renderPhpFile(fn() => (new View)->renderPhpFile(fn() => pay($case)))));
}
PHP);
?>
--EXPECT--
job: next attempt
job, handled: handled
controller, handled: handled
view, handled: handled
action of 3: error page
action of 3, handled: handled
outside the error catcher: error page
command of 3: rendered
message of 3, tried again: tried again
message of 3, handled: handled
message of 3 that nothing takes: rendered
fallback
--
job: boundary, yii\queue\Queue::handleMessage
action of 3: boundary, Yiisoft\ErrorHandler\Middleware\ErrorCatcher::process
outside the error catcher: boundary, Yiisoft\ErrorHandler\Middleware\ErrorCatcher::process
command of 3: boundary, Yiisoft\Yii\Runner\Console\ConsoleApplicationRunner::run
message of 3, tried again: boundary, Yiisoft\Queue\Worker\Worker::process
message of 3 that nothing takes: boundary, Yiisoft\Yii\Runner\Console\ConsoleApplicationRunner::run
page for errors: boundary, yii\base\ErrorHandler::handleException
view in a view: handler, nobody
