<?php

declare(strict_types=1);

namespace App\Command;

use App\OrderException;
use Cake\Command\Command;
use Cake\Console\Arguments;
use Cake\Console\ConsoleIo;
use Cake\Console\ConsoleOptionParser;

final class FailCommand extends Command
{
    protected function buildOptionParser(ConsoleOptionParser $parser): ConsoleOptionParser
    {
        return $parser->addArgument('way', ['required' => true]);
    }

    public function execute(Arguments $args, ConsoleIo $io): int
    {
        return match ($args->getArgument('way')) {
            'exception' => throw new OrderException('the nightly run stopped', 10020),
            'error' => \strlen([]),
            'caught' => $this->caught(),
            'aborted' => $this->abort(3),
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
