<?php

declare(strict_types=1);

namespace Shop;

final class MailJob
{
    public function run(string $to, string $text): void
    {
        if (str_ends_with($to, '@down.example')) {
            throw new ShopException("the mail server of {$to} does not answer", ShopException::MAIL_SERVER_GONE);
        }
    }
}
