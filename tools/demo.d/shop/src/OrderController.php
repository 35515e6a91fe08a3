<?php

declare(strict_types=1);

namespace Shop;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;

final class OrderController
{
    private const STOCK = ['TEA-7' => 120, 'CUP-1' => 0];

    public function place(ServerRequestInterface $request, ResponseInterface $response): ResponseInterface
    {
        $item = $request->getParsedBody()['item'] ?? '';
        $this->reserve($item);

        return Answer::json($response, ['order' => 4711, 'item' => $item], 201);
    }

    /** @param array{id: string} $arguments */
    public function pay(ServerRequestInterface $request, ResponseInterface $response, array $arguments): ResponseInterface
    {
        try {
            $this->charge($arguments['id']);
        } catch (ShopException $error) {
            throw new \RuntimeException("order {$arguments['id']} could not be paid", 0, $error);
        }

        return Answer::json($response, ['paid' => true]);
    }

    /** @param array{id: string} $arguments */
    public function cancel(ServerRequestInterface $request, ResponseInterface $response, array $arguments): ResponseInterface
    {
        throw new ShopException("order {$arguments['id']} has left the house", ShopException::TOO_LATE_TO_CANCEL);
    }

    private function reserve(string $item): void
    {
        if ((self::STOCK[$item] ?? 0) < 1) {
            throw new ShopException("商品 {$item} 已售罄 (sold out)", ShopException::SOLD_OUT);
        }
    }

    private function charge(string $order): void
    {
        throw new ShopException("bank refused order {$order}, customer 13912345678", ShopException::PAYMENT_REFUSED);
    }
}
