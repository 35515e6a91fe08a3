<?php

declare(strict_types=1);

namespace App;

use Symfony\Component\HttpFoundation\Response;
use Symfony\Component\HttpKernel\Attribute\AsController;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;

#[AsController]
final class Orders
{
    public function fail(): Response
    {
        throw new OrderException('sold out', 10012);
    }

    public function handled(): Response
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            return new Response('handled');
        }
    }

    public function wrapped(): Response
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new \RuntimeException('payment failed', 0, $error);
        }
    }

    public function type(): Response
    {
        return \strlen([]);
    }

    public function listened(): Response
    {
        throw new OrderException('for the listener', 10014);
    }

    public function unwound(): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return new Response('finally');
        }
    }

    public function absent(): Response
    {
        throw new NotFoundHttpException('no such order');
    }

    public function other(): Response
    {
        throw new OrderException('not configured', 20000);
    }
}
