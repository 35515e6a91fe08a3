<?php

declare(strict_types=1);

namespace App;

use Illuminate\Console\Scheduling\Schedule;
use Illuminate\Foundation\Console\Kernel;

final class ConsoleKernel extends Kernel
{
    protected $commands = [FailCommand::class, WorkCommand::class];

    protected function schedule(Schedule $schedule): void
    {
        Timetable::fill($schedule);
    }
}
