<?php

declare(strict_types=1);

namespace app;

use think\console\Command;
use think\console\Input;
use think\console\input\Argument;
use think\console\Output;

final class FailCommand extends Command
{
    protected function configure(): void
    {
        $this->setName('app:fail')->addArgument('way', Argument::REQUIRED);
    }

    protected function execute(Input $input, Output $output): int
    {
        return match ($input->getArgument('way')) {
            'exception' => throw new OrderException('the nightly run stopped', 10020),
            'error' => \strlen([]),
            'caught' => $this->caught(),
            'other' => throw new OrderException('not configured', 20000),
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
