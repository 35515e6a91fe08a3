<?php

declare(strict_types=1);

namespace app;

use yii\base\BaseObject;
use yii\queue\JobInterface;

/** A job; each method is a way for it to end. */
final class Parcel extends BaseObject implements JobInterface
{
    public string $to = 'fine';

    public function execute($queue): void
    {
        $this->{$this->to}();
    }

    private function number(): void
    {
        throw new OrderException('letter box full', 10021);
    }

    private function text(): void
    {
        throw new PaymentException('address unknown', 'MAIL_404');
    }

    private function caught(): void
    {
        try {
            throw new OrderException('left with the neighbour', 10022);
        } catch (OrderException) {
        }
    }

    private function fine(): void
    {
    }
}
