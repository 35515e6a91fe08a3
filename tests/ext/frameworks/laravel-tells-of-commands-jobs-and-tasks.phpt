--TEST--
Laravel ends commands in its console kernel, jobs in its worker, and tasks in the command of its scheduler
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
namespace Symfony\Component\Console {
    class Application
    {
        private $catches = true;

        function setCatchExceptions(bool $catches) { $this->catches = $catches; }

        function run($command)
        {
            try {
                return $this->doRunCommand($command);
            } catch (\Throwable $e) {
                if (!$this->catches) {
                    throw $e;
                }
                return 'rendered';
            }
        }
        protected function doRunCommand($command)
        {
            try {
                return $command();
            } catch (\Throwable $e) {
            }
            throw $e;
        }
    }
}
namespace Illuminate\Foundation\Console {
    class Kernel
    {
        function handle($command)
        {
            try {
                return $this->artisan()->run($command);
            } catch (\Throwable $e) {
                return 'exit status 1';
            }
        }
        function call($command)
        {
            return $this->artisan()->run($command);
        }
        private function artisan()
        {
            $artisan = new \Symfony\Component\Console\Application;
            $artisan->setCatchExceptions(false);
            return $artisan;
        }
    }
}
namespace Illuminate\Queue {
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
            } catch (\Throwable $e) {
                return null;
            }
        }
        protected function runJob($job)
        {
            try {
                return $this->process($job);
            } catch (\Throwable $e) {
                return 'released';
            } finally {
                $job = null;
            }
        }
        function process($job)
        {
            try {
                return $job();
            } catch (\Throwable $e) {
                $this->handleJobException($e);
            } finally {
                $e = null;
            }
        }
        protected function handleJobException($e)
        {
            try {
                $e->getMessage();
            } finally {
            }
            throw $e;
        }
    }
    class SyncQueue
    {
        function push($job)
        {
            try {
                return $job();
            } catch (\Throwable $e) {
                $this->handleException($e);
            }
        }
        protected function handleException(\Throwable $e)
        {
            throw $e;
        }
    }
}
namespace Illuminate\Bus {
    class PendingBatch
    {
        function store(array $callbacks)
        {
            $answer = null;
            array_walk($callbacks, function ($handler) use (&$answer) {
                try {
                    $answer = $handler();
                } catch (\Throwable $e) {
                    $answer = 'stored all the same';
                }
            });
            return $answer;
        }
    }
    class Batch
    {
        function finish(callable $handler) { return $this->invokeHandlerCallback($handler); }

        protected function invokeHandlerCallback($handler)
        {
            try {
                return $handler();
            } catch (\Throwable $e) {
                return 'finished all the same';
            }
        }
    }
}
namespace Illuminate\Console\Scheduling {
    class CallbackEvent
    {
        private $exception;

        function __construct(private $callback) {}

        function run()
        {
            $this->execute();
            if ($this->exception) {
                throw $this->exception;
            }
            return 'done';
        }
        protected function execute()
        {
            try {
                ($this->callback)();
                return 0;
            } catch (\Throwable $e) {
                $this->exception = $e;
                return 1;
            }
        }
    }
    class ScheduleRunCommand
    {
        /* Laravel 9 and later */
        function task($event)
        {
            return (function () use ($event) {
                try {
                    return $event->run();
                } catch (\Throwable $e) {
                    return 'task failed';
                }
            })();
        }
        /* Laravel 8 */
        function runEvent($event)
        {
            try {
                return $event->run();
            } catch (\Throwable $e) {
                return 'event failed';
            }
        }
    }
}
namespace App {
    use Illuminate\Console\Scheduling\{CallbackEvent, ScheduleRunCommand};

    $artisan = new \Illuminate\Foundation\Console\Kernel;
    visit('command', fn($case) => $artisan->handle(fn() => pay($case)));
    visit('command in a command', fn($case) => $artisan->handle(fn() => $artisan->call(fn() => pay($case))));
    visit('command in a command, handled', fn($case) => $artisan->handle(
        fn() => handles(fn() => $artisan->call(fn() => pay($case)))));

    $worker = new \Illuminate\Queue\Worker;
    visit('job', fn($case) => $worker->runNextJob(fn() => fn() => pay($case)));
    visit('job, handled', fn($case) => $worker->runNextJob(fn() => fn() => handles(fn() => pay($case))));
    visit('fetching a job', fn($case) => $worker->runNextJob(fn() => pay($case)));
    visit('job at once, in a job', fn($case) => $worker->runNextJob(
        fn() => fn() => (new \Illuminate\Queue\SyncQueue)->push(fn() => pay($case))));
    visit('job at once, handled by who pushed it', fn($case) => handles(
        fn() => (new \Illuminate\Queue\SyncQueue)->push(fn() => pay($case))));

    visit('before a batch', fn($case) => (new \Illuminate\Bus\PendingBatch)->store([fn() => pay($case)]));
    visit('after a batch', fn($case) => (new \Illuminate\Bus\Batch)->finish(fn() => pay($case)));

    visit('task', fn($case) => (new ScheduleRunCommand)->task(new CallbackEvent(fn() => pay($case))));
    visit('task, handled', fn($case) => (new ScheduleRunCommand)->task(
        new CallbackEvent(fn() => handles(fn() => pay($case)))));
    visit('task of Laravel 8', fn($case) => (new ScheduleRunCommand)->runEvent(new CallbackEvent(fn() => pay($case))));
}
PHP);
?>
--EXPECT--
command: exit status 1
command in a command: exit status 1
command in a command, handled: handled
job: released
job, handled: handled
fetching a job: no job
job at once, in a job: released
job at once, handled by who pushed it: handled
before a batch: stored all the same
after a batch: finished all the same
task: task failed
task, handled: done
task of Laravel 8: event failed
--
command: boundary, Illuminate\Foundation\Console\Kernel::handle
command in a command: boundary, Illuminate\Foundation\Console\Kernel::handle
job: boundary, Illuminate\Queue\Worker::runJob
fetching a job: boundary, Illuminate\Queue\Worker::getNextJob
job at once, in a job: boundary, Illuminate\Queue\Worker::runJob
before a batch: boundary, Illuminate\Bus\PendingBatch::{closure}
after a batch: boundary, Illuminate\Bus\Batch::invokeHandlerCallback
task: boundary, Illuminate\Console\Scheduling\ScheduleRunCommand::{closure}
task of Laravel 8: boundary, Illuminate\Console\Scheduling\ScheduleRunCommand::runEvent
