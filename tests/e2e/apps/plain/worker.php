<?php

/** A queue worker that never ends: its loop catches what the jobs throw. */
final class Worker
{
    public function loop(int $jobs): void
    {
        for ($job = 0; $job < $jobs; $job++) {
            try {
                $this->run($job);
            } catch (Throwable) {
            }
            if ($job === intdiv($jobs, 10)) {
                $before = memory_get_usage();
            }
        }
        echo json_encode(['grown' => memory_get_usage() - $before]), "\n";
    }

    private function run(int $job): void
    {
        throw new DomainException("job {$job}", 10012, $job % 2 ? new LogicException('why') : null);
    }
}

(new Worker())->loop((int) $argv[1]);
