<?php

declare(strict_types=1);

namespace App;

final class Mail
{
    public function __construct(public readonly string $to)
    {
    }
}
