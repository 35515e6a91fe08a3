<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\Console\Attribute\AsCommand;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\ArrayInput;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;
use Symfony\Component\Messenger\MessageBusInterface;

/** Puts mails on the queue and lets Messenger's own worker take them, in one process. */
#[AsCommand('app:work')]
final class WorkCommand extends Command
{
    public function __construct(private readonly MessageBusInterface $bus)
    {
        parent::__construct();
    }

    protected function configure(): void
    {
        $this->addArgument('mails', InputArgument::IS_ARRAY)->addOption('patient');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $mails = $input->getArgument('mails');
        $patient = $input->getOption('patient');
        foreach ($mails as $to) {
            $this->bus->dispatch($patient ? new PatientMail($to) : new Mail($to));
        }
        $worker = $this->getApplication()->find('messenger:consume');

        return $worker->run(new ArrayInput([
            'receivers' => [$patient ? 'patient' : 'async'],
            '--limit' => \count($mails) * ($patient ? 2 : 1),
            '--no-reset' => true, // would empty the queue
            '--sleep' => 0,
        ]), $output);
    }
}
