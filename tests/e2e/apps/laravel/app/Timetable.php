<?php

declare(strict_types=1);

namespace App;

use Illuminate\Console\Scheduling\Schedule;

/** What `schedule:run` finds due: what the environment says. */
final class Timetable
{
    public static function fill(Schedule $schedule): void
    {
        match (getenv('TIMETABLE')) {
            'call' => $schedule->call(static fn () => throw new OrderException('the nightly call stopped', 10026)),
            'caught' => $schedule->call(static fn () => rescue(
                static fn () => throw new OrderException('the nightly call was rescued', 10027),
            )),
            'command' => $schedule->command('app:fail 10028'),
            default => null,
        };
    }
}
