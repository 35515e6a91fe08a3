<?php

declare(strict_types=1);

namespace App\Commands;

use App\OrderException;
use CodeIgniter\CLI\BaseCommand;

final class Fail extends BaseCommand
{
    protected $group = 'App';
    protected $name = 'app:fail';
    protected $description = 'Fails.';

    public function run(array $params): int
    {
        return match ($params[0]) {
            'exception' => throw new OrderException('the nightly run stopped', 10020),
            'error' => \strlen([]),
            'caught' => $this->caught(),
        };
    }

    private function caught(): int
    {
        try {
            throw new OrderException('tomorrow again', 10025);
        } catch (OrderException) {
            return 0;
        }
    }
}
