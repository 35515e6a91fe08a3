<?php

declare(strict_types=1);

namespace App;

/** What MailHandler takes, wherever it comes from. */
abstract class Letter
{
    public function __construct(public readonly string $to)
    {
    }
}
