--TEST--
CodeIgniter 4 leaves requests to its exception handler; its queue and its migrations end what they run
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
namespace CodeIgniter\Exceptions {
    class PageNotFoundException extends \OutOfBoundsException {}
}
namespace CodeIgniter {
    class CodeIgniter
    {
        function run($controller)
        {
            try {
                return $controller();
            } catch (Exceptions\PageNotFoundException $e) {
                return 'not found';
            } catch (\Throwable $e) {
                $this->outputBufferingEnd();
                throw $e;
            }
        }
        private function outputBufferingEnd() {}
    }
}
namespace CodeIgniter\Queue\Commands {
    class QueueWork
    {
        function run($job) { return $this->handleWork($job); }

        private function handleWork($job)
        {
            try {
                return $job();
            } catch (\Throwable $err) {
                return 'later';
            } finally {
                $job = null;
            }
        }
    }
}
namespace CodeIgniter\Commands\Database {
    class Migrate
    {
        function run($runner)
        {
            try {
                return $runner();
            } catch (\Throwable $e) {
                return 'shown';
            }
        }
    }
    class MigrateRollback
    {
        function run($runner)
        {
            try {
                return $runner();
            } catch (\Throwable $e) {
                return 'shown';
            }
        }
    }
    class Seed
    {
        function run($seeder)
        {
            try {
                return $seeder();
            } catch (\Throwable $e) {
                return 'shown';
            }
        }
    }
}
namespace App {
    use CodeIgniter\CodeIgniter, CodeIgniter\Queue\Commands\QueueWork;
    use CodeIgniter\Commands\Database\{Migrate, MigrateRollback, Seed};

    visit('controller, handled', fn($case) => (new CodeIgniter)->run(fn() => handles(fn() => pay($case))));
    visit('controller, handled outside', fn($case) => handles(fn() => (new CodeIgniter)->run(fn() => pay($case))));
    visit('job', fn($case) => (new QueueWork)->run(fn() => pay($case)));
    visit('job, handled', fn($case) => (new QueueWork)->run(fn() => handles(fn() => pay($case))));
    visit('migration', fn($case) => (new Migrate)->run(fn() => pay($case)));
    visit('migration back', fn($case) => (new MigrateRollback)->run(fn() => pay($case)));
    visit('seed', fn($case) => (new Seed)->run(fn() => pay($case)));
    visit('seed, handled', fn($case) => (new Seed)->run(fn() => handles(fn() => pay($case))));

    class Exceptions
    {
        function exceptionHandler(\Throwable $exception)
        {
            echo "handler's error page\n";
            exit(1);
        }
    }
    set_exception_handler((new Exceptions)->exceptionHandler(...));
    visit('controller', fn($case) => (new CodeIgniter)->run(fn() => pay($case)));
}
PHP);
?>
--EXPECT--
controller, handled: handled
controller, handled outside: handled
job: later
job, handled: handled
migration: shown
migration back: shown
seed: shown
seed, handled: handled
handler's error page
--
job: boundary, CodeIgniter\Queue\Commands\QueueWork::handleWork
migration: boundary, CodeIgniter\Commands\Database\Migrate::run
migration back: boundary, CodeIgniter\Commands\Database\MigrateRollback::run
seed: boundary, CodeIgniter\Commands\Database\Seed::run
controller: handler, nobody
