--TEST--
CakePHP answers from its error middleware, and turns what a cell throws into a warning
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
namespace Cake\Http\Exception {
    class HttpException extends \RuntimeException {}
    class RedirectException extends HttpException {}
}
namespace Cake\Error\Middleware {
    class ErrorHandlerMiddleware
    {
        function __construct(private $page = null) {}

        function process($request, $handler)
        {
            try {
                return $handler();
            } catch (\Cake\Http\Exception\RedirectException $exception) {
                return 'redirect';
            } catch (\Throwable $exception) {
                return $this->handleException($exception);
            }
        }
        function handleException(\Throwable $exception)
        {
            try {
                return $this->page ? ($this->page)() : 'error page';
            } catch (\Throwable $internalException) {
                return 'internal error';
            }
        }
    }
}
namespace Cake\Error {
    class ExceptionTrap
    {
        function __construct(private $page) {}

        function handleException(\Throwable $exception)
        {
            try {
                echo ($this->page)();
            } catch (\Throwable $exception) {
                echo "internal error\n";
            }
            exit(1);
        }
    }
}
namespace Cake\View {
    class View
    {
        function render($template)
        {
            ob_start();
            try {
                return $template() . ob_get_clean();
            } catch (\Throwable $exception) {
                ob_end_clean();
                throw $exception;
            }
        }
    }
    class Cell
    {
        function __construct(private $template) {}

        function render() { return (new View)->render($this->template); }

        function __toString(): string
        {
            try {
                return $this->render();
            } catch (\Exception $e) {
                return 'empty cell';
            } catch (\Error $e) {
                throw new \Error('Could not render cell', 0, $e);
            }
        }
    }
}
namespace Cake\Queue\Queue {
    class Processor
    {
        function process($message)
        {
            try {
                return $message();
            } catch (\Throwable $e) {
                return 'requeued';
            }
        }
    }
}
namespace Cake\Queue\Job {
    class SendMailJob
    {
        function execute($message)
        {
            $result = 'rejected';
            try {
                $result = $message();
            } catch (\Exception $e) {
            }
            return $result;
        }
    }
}
namespace App {
    use Cake\Error\Middleware\ErrorHandlerMiddleware as Errors, Cake\Queue\Queue\Processor, Cake\View\Cell, Cake\View\View;

    visit('controller', fn($case) => (new Errors)->process('request', fn() => pay($case)));
    visit('controller, handled', fn($case) => (new Errors)->process('request', fn() => handles(fn() => pay($case))));
    visit('view in a view', fn($case) => (new Errors)->process('request',
        fn() => (new View)->render(fn() => (new View)->render(fn() => pay($case)))));
    visit('view, handled', fn($case) => (new Errors)->process('request',
        fn() => handles(fn() => (new View)->render(fn() => pay($case)))));
    visit('cell', fn($case) => (new Errors)->process('request', fn() => 'page with ' . new Cell(fn() => pay($case))));
    visit('cell, an error', fn($case) => (new Errors)->process('request',
        fn() => 'page with ' . new Cell(fn() => throw new \Error($case, 500))));
    visit('cell, handled', fn($case) => (new Errors)->process('request',
        fn() => 'page with ' . new Cell(fn() => handles(fn() => pay($case)))));
    visit('page for errors', fn($case) => (new Errors(fn() => pay($case)))->process('request', fn() => throw new \Exception));
    visit('job', fn($case) => (new Processor)->process(fn() => pay($case)));
    visit('job, handled', fn($case) => (new Processor)->process(fn() => handles(fn() => pay($case))));
    visit('mail', fn($case) => (new Processor)->process(fn() => (new \Cake\Queue\Job\SendMailJob)->execute(fn() => pay($case))));

    set_exception_handler((new \Cake\Error\ExceptionTrap(fn() => pay('page for errors, of the handler')))->handleException(...));
    visit('command', fn($case) => pay($case));
}
PHP);
?>
--EXPECT--
controller: error page
controller, handled: handled
view in a view: error page
view, handled: handled
cell: page with empty cell
cell, an error: error page
cell, handled: page with handled
page for errors: internal error
job: requeued
job, handled: handled
mail: rejected
internal error
--
controller: boundary, Cake\Error\Middleware\ErrorHandlerMiddleware::process
view in a view: boundary, Cake\Error\Middleware\ErrorHandlerMiddleware::process
cell: boundary, Cake\View\Cell::__toString
cell, an error: boundary, Cake\Error\Middleware\ErrorHandlerMiddleware::process
page for errors: boundary, Cake\Error\Middleware\ErrorHandlerMiddleware::handleException
job: boundary, Cake\Queue\Queue\Processor::process
mail: boundary, Cake\Queue\Job\SendMailJob::execute
page for errors, of the handler: boundary, Cake\Error\ExceptionTrap::handleException
command: handler, nobody
