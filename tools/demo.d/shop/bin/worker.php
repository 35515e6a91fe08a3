<?php

// The queue worker: takes jobs, one JSON object a line, until there are none.

declare(strict_types=1);

use Shop\MailJob;

require __DIR__ . '/../vendor/autoload.php';

$mails = new MailJob();
while (($line = fgets(STDIN)) !== false) {
    $job = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    $mails->run($job['to'], $job['text']);
    echo "sent to {$job['to']}\n";
}
