<?php

/** A parent and children that share what they had before the fork, and throw one after the other. */
final class Job
{
    public static function run(int $code): void
    {
        throw new RuntimeException("job {$code} failed", $code);
    }

    public static function safely(int $code): void
    {
        try {
            self::run($code);
        } catch (RuntimeException) {
        }
    }
}

$waiting = new RuntimeException('made before the fork', 10050);
try {
    throw $waiting;
} catch (RuntimeException) {
}
Job::safely(10001);
for ($child = 0; $child < 3; $child++) {
    if (pcntl_fork() === 0) {
        Job::safely(10010 + $child);
        if ($child === 2 && pcntl_fork() === 0) {
            Job::run(10020);
        }
        while (pcntl_wait($status) > 0) {
        }
        Job::run(10030 + $child);
    }
}
Job::safely(10002);
while (pcntl_wait($status) > 0) {
}
Job::safely(10003);
