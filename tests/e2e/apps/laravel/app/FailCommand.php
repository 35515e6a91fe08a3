<?php

declare(strict_types=1);

namespace App;

use Illuminate\Console\Command;

final class FailCommand extends Command
{
    protected $signature = 'app:fail {code} {--caught}';

    public function handle(): int
    {
        try {
            throw new OrderException('the nightly run stopped', (int) $this->argument('code'));
        } catch (OrderException $error) {
            return $this->option('caught') ? self::SUCCESS : throw $error;
        }
    }
}
