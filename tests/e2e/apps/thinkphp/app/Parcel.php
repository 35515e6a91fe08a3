<?php

declare(strict_types=1);

namespace app;

use think\queue\Job;

/** A job; each method is a way for it to end. */
final class Parcel
{
    public function fire(Job $job, string $to): void
    {
        $this->$to($job);
        $job->delete();
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

    /** Only the first time. */
    private function once(Job $job): void
    {
        if ($job->attempts() === 1) {
            throw new OrderException('nobody at home', 10025);
        }
    }

    private function fine(): void
    {
    }
}
