<?php

declare(strict_types=1);

namespace App;

use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Bus\Dispatchable;
use Illuminate\Queue\InteractsWithQueue;

/** A job; each method is a way for it to end. */
final class Parcel implements ShouldQueue
{
    use Dispatchable;
    use InteractsWithQueue;
    use Queueable;

    public function __construct(private readonly string $to)
    {
    }

    public function middleware(): array
    {
        return [new Customs()];
    }

    public function handle(): void
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

    /** Refused by the middleware. */
    private function stopped(): void
    {
        throw new OrderException('for the customs', 10023);
    }

    /** Never thrown. */
    private function returned(): void
    {
        $this->fail(new OrderException('given back', 10024));
    }

    /** Only the first time. */
    private function once(): void
    {
        if ($this->attempts() === 1) {
            throw new OrderException('nobody at home', 10025);
        }
    }

    private function fine(): void
    {
    }
}
