--TEST--
WordPress catches little: scheduled actions, commands of WP-CLI, and a few kinds of callbacks
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
namespace {
    abstract class ActionScheduler_Abstract_QueueRunner
    {
        public function process_action($action)
        {
            set_error_handler(fn($type, $message) => throw new Exception($message), E_USER_ERROR | E_RECOVERABLE_ERROR);
            try {
                try {
                    return $action();
                } catch (Throwable $e) {
                    throw new Exception($e->getMessage(), $e->getCode(), $e);
                }
            } catch (Exception $e) {
                return 'marked as failed';
            } finally {
                restore_error_handler();
            }
        }
    }
    class ActionScheduler_QueueRunner extends ActionScheduler_Abstract_QueueRunner {}
    class ActionScheduler_WPCLI_Scheduler_command
    {
        public function run($runner)
        {
            try {
                return $runner();
            } catch (Exception $e) {
                return 'printed';
            }
        }
    }
    class WP_Ability
    {
        public function execute($callback) { return $this->invoke_callback($callback); }

        protected function invoke_callback(callable $callback)
        {
            try {
                return $callback();
            } catch (Throwable $e) {
                return 'WP_Error';
            }
        }
    }
    class WP_Interactivity_API
    {
        public function process($state) { return $this->evaluate($state); }

        private function evaluate($current)
        {
            try {
                return $current();
            } catch (Throwable $e) {
                return 'empty state';
            } finally {
                $current = null;
            }
        }
    }
    function wp_finalize_template_enhancement_output_buffer($filter)
    {
        try {
            return $filter();
        } catch (Throwable $throwable) {
            return 'page as it was';
        }
    }
}
namespace WP_CLI {
    class ExitException extends \Exception {}
    class Runner
    {
        public function run_command($command)
        {
            try {
                return $command();
            } catch (ExitException $e) {
                throw $e;
            } catch (\Exception $e) {
                return 'error';
            }
        }
    }
}
namespace App {
    visit('action', fn($case) => (new \ActionScheduler_QueueRunner)->process_action(fn() => pay($case)));
    visit('action, an error', fn($case) => (new \ActionScheduler_QueueRunner)->process_action(
        fn() => throw new \Error($case, 500)));
    visit('action, handled', fn($case) => (new \ActionScheduler_QueueRunner)->process_action(
        fn() => handles(fn() => pay($case))));
    visit('queue', fn($case) => (new \ActionScheduler_WPCLI_Scheduler_command)->run(fn() => pay($case)));
    visit('command', fn($case) => (new \WP_CLI\Runner)->run_command(fn() => pay($case)));
    visit('command, handled', fn($case) => (new \WP_CLI\Runner)->run_command(fn() => handles(fn() => pay($case))));
    visit('ability', fn($case) => (new \WP_Ability)->execute(fn() => pay($case)));
    visit('ability, handled', fn($case) => (new \WP_Ability)->execute(fn() => handles(fn() => pay($case))));
    visit('derived state', fn($case) => (new \WP_Interactivity_API)->process(fn() => pay($case)));
    visit('filter of the page', fn($case) => wp_finalize_template_enhancement_output_buffer(fn() => pay($case)));
    visit('filter of the page, handled', fn($case) => wp_finalize_template_enhancement_output_buffer(
        fn() => handles(fn() => pay($case))));
}
PHP);
?>
--EXPECT--
action: marked as failed
action, an error: marked as failed
action, handled: handled
queue: printed
command: error
command, handled: handled
ability: WP_Error
ability, handled: handled
derived state: empty state
filter of the page: page as it was
filter of the page, handled: handled
--
action: boundary, ActionScheduler_Abstract_QueueRunner::process_action
action, an error: boundary, ActionScheduler_Abstract_QueueRunner::process_action
queue: boundary, ActionScheduler_WPCLI_Scheduler_command::run
command: boundary, WP_CLI\Runner::run_command
ability: boundary, WP_Ability::invoke_callback
derived state: boundary, WP_Interactivity_API::evaluate
filter of the page: boundary, wp_finalize_template_enhancement_output_buffer