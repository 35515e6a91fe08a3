<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\Messenger\Attribute\AsMessageHandler;

#[AsMessageHandler]
final class MailHandler
{
    public function __invoke(Letter $mail): void
    {
        match ($mail->to) {
            'number' => throw new OrderException('mailbox full', 10021),
            'text' => throw new PaymentException('address unknown', 'MAIL_404'),
            'caught' => $this->caught(),
            default => null,
        };
    }

    private function caught(): void
    {
        try {
            throw new OrderException('second server took it', 10022);
        } catch (OrderException) {
        }
    }
}
