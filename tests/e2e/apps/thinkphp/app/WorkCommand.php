<?php

declare(strict_types=1);

namespace app;

use think\console\Command;
use think\console\Input;
use think\console\input\Argument;
use think\console\Output;
use think\facade\Db;
use think\facade\Queue;
use think\queue\Worker;

/** Puts parcels on the queue and lets think-queue's own worker take them, in one process. */
final class WorkCommand extends Command
{
    protected function configure(): void
    {
        $this->setName('app:work')->addArgument('parcels', Argument::IS_ARRAY);
    }

    protected function execute(Input $input, Output $output): int
    {
        Db::execute('create table jobs (id integer primary key, queue text, payload text, attempts integer,'
            . ' reserve_time integer, available_time integer, create_time integer)');
        foreach ($input->getArgument('parcels') as $to) {
            Queue::connection('database')->push(Parcel::class, $to);
        }
        while (Db::name('jobs')->count() > 0) {
            $this->app->make(Worker::class)->runNextJob('database', 'default', 0, 0, 2);
        }

        return 0;
    }
}
